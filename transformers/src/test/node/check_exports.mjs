// Loads checkpoints with exports in transformers.js and asks them.
//
//     npm install --ignore-scripts @huggingface/transformers@4.3.1
//     node check_exports.mjs path/to/checkpoint...
//
// Node looks for the package from the script's folder upwards: run a copy of the script beside node_modules.

import fs from 'node:fs';
import path from 'node:path';
import { env, pipeline } from '@huggingface/transformers';

const TASKS = {
  Model: 'feature-extraction',
  ForSequenceClassification: 'text-classification',
  ForTokenClassification: 'token-classification',
  ForQuestionAnswering: 'question-answering',
  ForMaskedLM: 'fill-mask',
};
const ASK = {
  'feature-extraction': (pipe) => pipe('The room was clean.', { pooling: 'mean', normalize: true }),
  'text-classification': (pipe) => pipe('the room was clean'),
  'token-classification': (pipe) => pipe('the room was clean', { ignore_labels: [] }),
  'question-answering': (pipe) => pipe('was it quiet ?', 'the room was clean and quiet'),
  'fill-mask': (pipe) => pipe('the room was [MASK] .', { top_k: 2 }),
};

env.allowRemoteModels = false;
for (const folder of process.argv.slice(2)) {
  const config = JSON.parse(fs.readFileSync(path.join(folder, 'config.json')));
  const task = TASKS[config.architectures[0].replace(/^(Distil)?Bert/, '')];
  env.localModelPath = path.dirname(path.resolve(folder)) + path.sep;
  for (const dtype of ['fp32', 'q8']) {
    const pipe = await pipeline(task, path.basename(folder), { dtype });
    const answer = await ASK[task](pipe);
    const said = answer.dims ? `${answer.dims} ${Array.from(answer.data.slice(0, 4))}` : JSON.stringify(answer);
    console.log(`${path.basename(folder)} ${dtype} ${task}: ${said.slice(0, 200)}`);
    await pipe.dispose();
  }
}
