// @huggingface/inference and OpenAI's client: inference.mjs ADDRESS
import assert from "node:assert";
import { InferenceClient } from "@huggingface/inference";
import OpenAI from "openai";

const address = process.argv[2];
const client = (name) => new InferenceClient("none").endpoint(`${address}/models/acme/${name}`);

const labels = await client("labels").textClassification({ inputs: "abc" });
assert.equal(labels[0].label, "good");
const entities = await client("entities").tokenClassification({ inputs: "ab cd" });
assert.equal(entities[0].entity_group, "PER");
const answer = await client("answers").questionAnswering({ inputs: { question: "ab", context: "cd ef" } });
assert.equal(answer.end, 5);
const words = await client("masks").fillMask({ inputs: "a [MASK]." });
assert.equal(words[0].token_str, "[UNK]");
const vectors = await client("vectors").featureExtraction({ inputs: ["ab", "c"] });
assert.deepEqual(vectors[0], [1, 1.5, 0, 0]);
const alike = await client("vectors").sentenceSimilarity({
  inputs: { source_sentence: "ab", sentences: ["ab", "abcd"] },
});
assert.equal(alike[0], 1);
const shots = await client("entails").zeroShotClassification({
  inputs: "ab",
  parameters: { candidate_labels: ["x", "y"] },
});
assert.equal(shots.length, 2);
await assert.rejects(client("masks").fillMask({ inputs: "no mask" }), /has no \[MASK\]/);

const openai = new OpenAI({ baseURL: `${address}/v1`, apiKey: "none" });
const embedding = await openai.embeddings.create({ model: "acme/vectors", input: "ab" });
assert.equal(embedding.data[0].embedding.length, 4);
