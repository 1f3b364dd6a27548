// @huggingface/transformers: a tokenizer from the registry. HF_ENDPOINT is the registry; argument: ns/name of a pushed model.
import assert from "node:assert";
import { AutoConfig, AutoTokenizer, env } from "@huggingface/transformers";

env.remoteHost = process.env.HF_ENDPOINT;
env.useFSCache = false;
env.allowLocalModels = false;
const config = await AutoConfig.from_pretrained(process.argv[2]);
assert.equal(config.model_type, "bert");
const tokenizer = await AutoTokenizer.from_pretrained(process.argv[2]);
assert.deepEqual(tokenizer.encode("good room"), [2, 5, 7, 3]);
console.log("ok");
