"""Makes src/test/resources/formats: random weights of both families in every format that checkpoints come in.

    pip install torch==2.13.0 transformers==4.57.6 onnx==1.23.2
    python make_formats.py ../resources/formats

Each folder's golden.safetensors holds the same tensors, which the reader of the format must find, in fp32.
"""

import json
import sys
import warnings
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertForTokenClassification, DistilBertConfig, DistilBertForSequenceClassification

root = Path(sys.argv[1])
torch.manual_seed(3)
torch.set_num_threads(1)
warnings.simplefilter("ignore")

bert = BertForTokenClassification(
    BertConfig(vocab_size=7, hidden_size=4, num_hidden_layers=2, num_attention_heads=2, intermediate_size=6,
               max_position_embeddings=8, num_labels=3)
).eval()
distil = DistilBertForSequenceClassification(
    DistilBertConfig(vocab_size=7, dim=4, n_layers=2, n_heads=2, hidden_dim=6, max_position_embeddings=8, num_labels=3)
).eval()
for parameter in [*bert.parameters(), *distil.parameters()]:
    torch.nn.init.normal_(parameter)
# the exporter keeps equal tensors once
for name in ("query", "value"):
    torch.nn.init.zeros_(getattr(bert.bert.encoder.layer[1].attention.self, name).bias)


def folder(name, tensors):
    made = root / name
    made.mkdir(parents=True, exist_ok=True)
    save_file({key: value.float().contiguous().clone() for key, value in tensors.items() if value.is_floating_point()},
              made / "golden.safetensors")
    return made


whole = bert.state_dict()
# what transformers 4.57.6 writes, cut where a shard is full
made = folder("sharded", whole)
bert.save_pretrained(made, max_shard_size="1KB")
made = folder("sharded-bin", whole)
bert.save_pretrained(made, max_shard_size="1KB", safe_serialization=False)
made = folder("bin", whole)
bert.save_pretrained(made, safe_serialization=False)
for name, dtype in (("f16", torch.float16), ("bf16", torch.bfloat16), ("f64", torch.float64)):
    narrow = {key: value.to(dtype) for key, value in whole.items()}
    made = folder(name, narrow)
    save_file(narrow, made / "model.safetensors", {"format": "pt"})
    torch.save(narrow, made / "pytorch_model.bin")

# views of storages that they share
base = torch.arange(24, dtype=torch.float32)
views = {
    "whole": base.view(4, 6),
    "turned": base.view(4, 6).t(),
    "late": base[7:13],
    "every.third": base[1::3],
    "block": base.view(4, 6)[1:3, 2:5],
    "repeated": base[5:6].expand(4),
    "scalar": base[3],
    "empty": base[:0],
    "half": base.half().view(2, 3, 4).permute(2, 0, 1),
    "parameter": torch.nn.Parameter(base[2:4]),
    "ids": torch.arange(6).expand(1, -1),
}
made = folder("views", {key: value.detach() for key, value in views.items()})
torch.save(views, made / "pytorch_model.bin")

ids = torch.ones(1, 5, dtype=torch.int64)
for name, model, inputs in (("onnx-bert", bert, (ids, ids)), ("onnx-distilbert", distil, (ids, ids))):
    made = folder(name, model.state_dict())
    torch.onnx.export(model, inputs, made / "model.onnx", dynamo=False, opset_version=17,
                      input_names=["input_ids", "attention_mask"], output_names=["logits"])
for config in root.glob("*/config.json"):
    config.unlink()
