"""Checks the exports beside a checkpoint: ONNX's checker, and ONNX Runtime and TorchScript against transformers.

    pip install torch==2.13.0 transformers==4.57.6 onnx==1.23.2 onnxruntime==1.32.0
    python check_exports.py path/to/checkpoint...
"""

import sys
from pathlib import Path

import onnx
import onnxruntime
import torch
import transformers

TEXTS = ["the room was clean and quiet", "dirty!", "the bed was too small, the staff was not helpful"]


def original(folder):
    """The outputs by the names that optimum gives them."""
    name = transformers.AutoConfig.from_pretrained(folder).architectures[0]
    model = getattr(transformers, name).from_pretrained(folder).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    batch = tokenizer(TEXTS, padding=True, return_tensors="pt")
    if "DistilBert" in name:
        batch.pop("token_type_ids", None)
    with torch.no_grad():
        out = dict(model(**batch))
    out.pop("pooler_output", None)
    if (Path(folder) / "1_Pooling").exists():
        text = batch["attention_mask"].unsqueeze(2)
        mean = (out["last_hidden_state"] * text).sum(1) / text.sum(1)
        out["sentence_embedding"] = torch.nn.functional.normalize(mean)
    return batch, out


def differ(found, wanted, batch):
    """The largest difference, where there is text."""
    difference = (torch.as_tensor(found) - wanted).abs()
    if difference.ndim > 1 and difference.shape[1] == batch["input_ids"].shape[1]:
        difference = difference[batch["attention_mask"] == 1]
    return difference.max().item()


for folder in sys.argv[1:]:
    batch, wanted = original(folder)
    for file in sorted(Path(folder).glob("onnx/*.onnx")):
        onnx.checker.check_model(str(file), full_check=True)
        session = onnxruntime.InferenceSession(str(file))
        assert [i.name for i in session.get_inputs() if i.name not in batch] == []
        names = [o.name for o in session.get_outputs()]
        found = dict(zip(names, session.run(names, {k: v.numpy() for k, v in batch.items()})))
        assert set(found) == set(wanted), (set(found), set(wanted))
        differences = {name: differ(found[name], wanted[name], batch) for name in names}
        # all filling: no number may become none
        empty = {k: v.numpy() * (k != "attention_mask") for k, v in batch.items()}
        assert all((x == x).all() for x in session.run(names, empty))
        print(f"{folder} {file.name}: {differences}")
        if file.name == "model.onnx":
            assert max(differences.values()) < 1e-4
    for file in sorted(Path(folder).glob("torchscript/*.pt")):
        script = torch.jit.load(str(file))
        keys = ["input_ids", "attention_mask"] + (["token_type_ids"] if "token_type_ids" in batch else [])
        found = script(*(batch[k] for k in keys))
        if "start_logits" in wanted:
            found = {"start_logits": found[..., 0], "end_logits": found[..., 1]}
        elif "sentence_embedding" in wanted:
            found = {"sentence_embedding": found}
        else:
            found = {next(iter(wanted)): found}
        differences = {name: differ(x.detach(), wanted[name], batch) for name, x in found.items()}
        print(f"{folder} {file.name}: {differences}")
        if file.name == "model.pt":
            assert max(differences.values()) < 1e-4
