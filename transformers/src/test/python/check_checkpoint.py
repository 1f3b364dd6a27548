"""Checks that transformers, or PEFT, loads what Aprendiz wrote, key for key, and says what it answers.

    pip install torch==2.13.0 transformers==4.57.6 peft==0.21.2
    python check_checkpoint.py FOLDER [--base FOLDER] [TEXT...]

A folder of adapters needs the base that they were trained on.
"""

import json
import sys
from pathlib import Path

import torch
import transformers
from transformers import AutoConfig, AutoTokenizer

arguments = sys.argv[1:]
base = None
if "--base" in arguments:
    at = arguments.index("--base")
    base = arguments[at + 1]
    del arguments[at:at + 2]
folder = Path(arguments[0])
texts = arguments[1:] or ["The room was clean.", "La habitación estaba sucia."]
config = AutoConfig.from_pretrained(folder)
kind = getattr(transformers, config.architectures[0])

if (folder / "adapter_config.json").exists():
    from peft import PeftModel
    from safetensors.torch import load_file

    model = PeftModel.from_pretrained(kind.from_pretrained(base, config=config, ignore_mismatched_sizes=True), folder)
    held = load_file(folder / "adapter_model.safetensors")
    taken = {n: p for n, p in model.state_dict().items() if "lora_" in n or "modules_to_save" in n}
    assert len(held) == len(taken), (sorted(held), sorted(taken))
    for name, values in taken.items():
        original = name.replace(".default", "").replace(".modules_to_save", "")
        assert torch.equal(values, held[original]), name
else:
    model, report = kind.from_pretrained(folder, output_loading_info=True)
    assert not any(report.values()), report
    assert model.config.architectures == [type(model).__name__], model.config.architectures

tokenizer = AutoTokenizer.from_pretrained(folder)
batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
if config.model_type == "distilbert":
    batch.pop("token_type_ids", None)
with torch.no_grad():
    out = model.eval()(**batch)
if (folder / "modules.json").exists():
    pooling = json.loads((folder / "1_Pooling" / "config.json").read_text())
    assert pooling["word_embedding_dimension"] == out.last_hidden_state.shape[-1]
    print([module["type"] for module in json.loads((folder / "modules.json").read_text())])
elif "SequenceClassification" in kind.__name__:
    assert config.problem_type in ("single_label_classification", "multi_label_classification", "regression")
    for text, row in zip(texts, out.logits.tolist()):
        print(text, config.problem_type, dict(zip(config.id2label.values(), row)))
else:
    print({name: tuple(values.shape) for name, values in out.items()})
print(f"{type(model).__name__} loaded with no missing and no unexpected keys")
