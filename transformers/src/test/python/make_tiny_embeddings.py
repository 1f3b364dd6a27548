"""Makes src/test/resources/tasks/embeddings.json: what sentence-transformers makes of the checkpoint tasks/vectors.

    pip install torch==2.13.0 transformers==4.57.6 sentence-transformers==5.1.2
    python make_tiny_tasks.py ../resources/tasks; python make_tiny_embeddings.py ../resources/tasks
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer, models, util

torch.set_num_threads(1)
root = Path(sys.argv[1])
TEXTS = [
    "The room was clean and quiet",
    " Anna lives in Berlin near the station.\n",
    "",
    "😀 Anna likes 🛏 Berlin",
    "The never never room " * 12,
]
MODULE_FILES = ["modules.json", "1_Pooling/config.json", "sentence_bert_config.json",
                "config_sentence_transformers.json"]

FIELDS = {
    "cls": "pooling_mode_cls_token",
    "max": "pooling_mode_max_tokens",
    "mean": "pooling_mode_mean_tokens",
    "mean_sqrt_len_tokens": "pooling_mode_mean_sqrt_len_tokens",
    "weightedmean": "pooling_mode_weightedmean_tokens",
    "lasttoken": "pooling_mode_lasttoken",
}

# poolings, normalised, longest text, prompts, lower case
CASES = [
    (["mean"], True, None, None, False),
    (["mean"], False, 16, None, False),
    (["cls"], True, None, None, False),
    (["max"], False, None, None, False),
    (["mean_sqrt_len_tokens"], False, None, None, False),
    (["weightedmean"], False, None, None, False),
    (["lasttoken"], True, None, None, False),
    (["cls", "mean", "max"], True, None, None, True),
    (["mean"], True, None, {"query": "what is ", "passage": "the "}, False),
    (None, None, None, None, False),  # nothing but the checkpoint
]


def rounded(rows):
    return [[float(f"{float(value):.6g}") for value in row] for row in rows]


cases = []
for poolings, normalized, longest, prompts, lower in CASES:
    with tempfile.TemporaryDirectory() as scratch:
        if poolings is None:
            model = SentenceTransformer(str(root / "vectors"), device="cpu")
            files = {}
        else:
            modes = {FIELDS[pooling]: True for pooling in poolings}
            words = models.Transformer(str(root / "vectors"), max_seq_length=longest, do_lower_case=lower)
            parts = [words, models.Pooling(8, **({"pooling_mode_mean_tokens": False} | modes))]
            parts += [models.Normalize()] if normalized else []
            model = SentenceTransformer(
                modules=parts, device="cpu", prompts=prompts, default_prompt_name="query" if prompts else None
            )
            model.save(scratch)
            files = {
                name: json.loads(Path(scratch, name).read_text())
                for name in MODULE_FILES
                if Path(scratch, name).exists()
            }
        vectors = model.encode(TEXTS)
        case = {"files": files, "texts": TEXTS, "vectors": rounded(vectors)}
        if prompts:
            case["passages"] = rounded(model.encode(TEXTS, prompt_name="passage"))
        case["similarities"] = rounded(util.cos_sim(vectors[:1], vectors[1:]))[0]
        cases.append(case)

lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
(root / "embeddings.json").write_text(f"[\n{lines}\n]\n")
