// @huggingface/hub: write, read back, delete. HF_ENDPOINT is the registry; argument: ns/name.
import assert from "node:assert";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as hub from "@huggingface/hub";

const to = { hubUrl: process.env.HF_ENDPOINT, accessToken: "hf_anything" };
const repo = process.argv[2];
const all = async (items) => {
  const list = [];
  for await (const item of items) list.push(item);
  return list;
};
const large = () => new Blob(["7".repeat(1_500_000)]);
assert.equal((await hub.whoAmI(to)).type, "user");
await hub.createRepo({ ...to, repo: { type: "model", name: repo } });
await hub.uploadFiles({
  ...to,
  repo,
  files: [
    { path: "README.md", content: new Blob(["---\nlicense: mit\n---\n# Rooms\n"]) },
    { path: "large.bin", content: large() },
    { path: "a b/ü.txt", content: new Blob(["hi"]) },
  ],
});
await hub.uploadFile({ ...to, repo, file: { path: "again.bin", content: large() } });
const files = await all(hub.listFiles({ ...to, repo, recursive: true }));
assert.deepEqual(files.map((file) => file.path).sort(), ["README.md", "a b", "a b/ü.txt", "again.bin", "large.bin"]);
assert.equal((await hub.fileDownloadInfo({ ...to, repo, path: "large.bin" })).size, 1_500_000);
assert.equal((await (await hub.downloadFile({ ...to, repo, path: "large.bin" })).text()).length, 1_500_000);
assert.equal(await (await hub.downloadFile({ ...to, repo, path: "a b/ü.txt" })).text(), "hi");
assert.equal((await hub.modelInfo({ ...to, name: repo })).name, repo);
assert.equal(await hub.fileExists({ ...to, repo, path: "README.md" }), true);
assert.equal(await hub.fileExists({ ...to, repo, path: "nothing" }), false);
assert.equal((await hub.pathsInfo({ ...to, repo, paths: ["README.md", "nothing"] })).length, 1);
await hub.createBranch({ ...to, repo, branch: "dev" });
await hub.createBranch({ ...to, repo, branch: "dev", overwrite: true });
await hub.deleteFile({ ...to, repo, path: "again.bin", branch: "dev" });
await hub.deleteBranch({ ...to, repo, branch: "dev" });
assert.equal((await all(hub.listCommits({ ...to, repo }))).length, 3);
assert.equal((await all(hub.listModels({ ...to, search: { query: repo } }))).length, 1);
const cache = fs.mkdtempSync(path.join(os.tmpdir(), "hub-"));
const snapshot = await hub.snapshotDownload({ ...to, repo, cacheDir: cache });
assert.equal(fs.readFileSync(path.join(snapshot, "a b", "ü.txt"), "utf8"), "hi");
await hub.deleteRepo({ ...to, repo });
await assert.rejects(hub.modelInfo({ ...to, name: repo }));
console.log("ok");
