"""Makes src/test/resources/adapters: PEFT's adapters of the networks in src/test/resources/tiny, and what they compute.

    pip install torch==2.13.0 transformers==4.57.6 peft==0.21.2
    python make_adapters.py ../resources/tiny ../resources/adapters
"""

import json
import shutil
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import AutoModelForSequenceClassification

tiny, results = Path(sys.argv[1]), Path(sys.argv[2])
torch.set_num_threads(1)
LABELS = torch.tensor([3, 0, 1, 4])
FAMILIES = {
    "bert": (
        dict(hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0), ["query", "value", "output.dense"],
        ["bert.pooler.dense", "classifier"], True),
    "distilbert": (
        dict(dropout=0.0, attention_dropout=0.0, seq_classif_dropout=0.0), ["q_lin", "v_lin"],
        ["pre_classifier", "classifier"], False),
}

for family, (no_dropout, targets, modules, stabilized) in FAMILIES.items():
    base = tiny / f"{family}-sequence-classification"
    torch.manual_seed(11)
    model = get_peft_model(
        AutoModelForSequenceClassification.from_pretrained(base, **no_dropout),
        LoraConfig(r=2, lora_alpha=6, lora_dropout=0.0, target_modules=targets, modules_to_save=modules,
                   use_rslora=stabilized),
    )
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "lora_B" in name:
                parameter.normal_(0, 0.3)
    golden = load_file(base / "golden.safetensors")
    given = {"input_ids": golden["ids"], "attention_mask": golden["mask"]}
    if family == "bert":
        given["token_type_ids"] = golden["types"]
    folder = results / family
    shutil.rmtree(folder, ignore_errors=True)
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)
    config = json.loads((folder / "adapter_config.json").read_text())
    config["base_model_name_or_path"] = base.name
    config["target_modules"] = sorted(config["target_modules"])
    (folder / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")
    out = {"logits": model.eval()(**given).logits.detach()}

    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-2, weight_decay=0, fused=True)
    losses = []
    for _ in range(4):
        loss = F.cross_entropy(model(**given).logits, LABELS)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    out["losses"] = torch.tensor(losses)
    save_file(out, folder / "golden.safetensors")
    print(family, losses, sorted(load_file(folder / "adapter_model.safetensors"))[:6])
