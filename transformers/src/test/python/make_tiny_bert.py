"""Makes src/test/resources/tiny-bert: a random BERT classifier with what transformers computes from it.

    pip install torch==2.13.0 transformers==4.57.6
    python make_tiny_bert.py ../resources/tiny-bert
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

TEXTS = [
    "the room was clean and quiet",
    "dirty room!",
    "the bed was too small, the staff was not helpful and the noise never stopped all night",
    "Great view. Great price. I liked it",
    "",
    "la habitación estaba limpia",
]
LABELS = [2, 0, 0, 2, 1, 2]
WORDS = """the a room was is and not clean dirty quiet loud bed small large staff helpful noise never stop ##ped all
night great bad view price i liked hated it too very good ok fine la habitacion estaba limpia sucia . , ! ? ' -""".split()
STEPS = 3
LEARNING_RATE, HEAD_LEARNING_RATE, WEIGHT_DECAY, MAX_NORM = 1e-3, 5e-3, 0.01, 1.0

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
torch.manual_seed(7)
torch.set_num_threads(1)

letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + WORDS
vocabulary += [x for x in letters if x not in WORDS] + ["##" + x for x in letters]
(folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=32)
tokenizer.save_pretrained(folder)

model = BertForSequenceClassification(
    BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        max_position_embeddings=32,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        id2label={0: "bad", 1: "middling", 2: "good"},
        label2id={"bad": 0, "middling": 1, "good": 2},
    )
)
with torch.no_grad():
    for name, parameter in model.named_parameters():
        parameter.normal_(1.0 if name.endswith("LayerNorm.weight") else 0.0, 0.2)
model.save_pretrained(folder)

model.eval()
batch = tokenizer(TEXTS, padding=True, return_tensors="pt")
golden = {"ids": batch["input_ids"], "mask": batch["attention_mask"]}
with torch.no_grad():
    out = model(**batch, output_hidden_states=True)
golden["hidden"] = out.hidden_states[-1].contiguous()
golden["logits"] = out.logits

# some steps of fine-tuning, as Hugging Face's Trainer does them: groups, linear schedule without warm-up, clipping
groups = {}
for name, parameter in model.named_parameters():
    head = name.startswith("classifier.")
    decays = not (name.endswith("bias") or "LayerNorm" in name)
    groups.setdefault((head, decays), []).append(parameter)
optimizer = torch.optim.AdamW(
    [
        {
            "params": parameters,
            "lr": HEAD_LEARNING_RATE if head else LEARNING_RATE,
            "weight_decay": WEIGHT_DECAY if decays else 0.0,
        }
        for (head, decays), parameters in groups.items()
    ],
    fused=True,
)
schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, (STEPS - step) / STEPS))
model.train()
losses, norms = [], []
for _ in range(STEPS):
    loss = model(**batch, labels=torch.tensor(LABELS)).loss
    optimizer.zero_grad()
    loss.backward()
    norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), MAX_NORM).item())
    optimizer.step()
    schedule.step()
    losses.append(loss.item())
golden["losses"] = torch.tensor(losses)
golden["norms"] = torch.tensor(norms)
trained = dict(model.named_parameters())
for name in [
    "bert.embeddings.word_embeddings.weight",
    "bert.embeddings.LayerNorm.weight",
    "bert.encoder.layer.0.attention.self.query.weight",
    "bert.encoder.layer.1.output.dense.bias",
    "bert.pooler.dense.weight",
    "classifier.weight",
    "classifier.bias",
]:
    golden["trained." + name] = trained[name].detach().contiguous()
save_file(golden, folder / "golden.safetensors")
(folder / "golden.json").write_text(json.dumps({"texts": TEXTS, "labels": LABELS}, ensure_ascii=False, indent=1) + "\n")
print(losses, norms, golden["logits"])
