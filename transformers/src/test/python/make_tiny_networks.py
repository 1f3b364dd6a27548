"""Makes src/test/resources/tiny: random checkpoints of both families with every head, and what transformers computes.

    pip install torch==2.13.0 transformers==4.57.6
    python make_tiny_networks.py ../resources/tiny
"""

import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file
from transformers import BertConfig, BertTokenizerFast, DistilBertConfig

TEXTS = [
    ("the room was clean and quiet", "a small bed"),
    ("dirty room!", None),
    ("the noise never stopped all night, and the staff was not helpful", "was it quiet? it was not"),
    ("", None),
]
WORDS = """the a room was is and not clean dirty quiet bed small staff helpful noise never stop ##ped all night
it good . , ! ?""".split()
LABELS = ["O", "B-ROOM", "I-ROOM", "B-STAFF", "I-STAFF"]

HEADS = {
    "base": "Model",
    "sequence-classification": "ForSequenceClassification",
    "token-classification": "ForTokenClassification",
    "question-answering": "ForQuestionAnswering",
    "masked-lm": "ForMaskedLM",
}

root = Path(sys.argv[1])
torch.set_num_threads(1)
vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
labels = {"id2label": dict(enumerate(LABELS)), "label2id": {label: i for i, label in enumerate(LABELS)}}


def config(family, head):
    named = labels if head in ("sequence-classification", "token-classification") else {}
    if family == "Bert":
        return BertConfig(
            vocab_size=len(vocabulary), hidden_size=8, num_hidden_layers=3, num_attention_heads=2,
            intermediate_size=12, max_position_embeddings=40, **named,
        )
    # the activation of some DistilBERTs is not the usual one
    return DistilBertConfig(
        vocab_size=len(vocabulary), dim=8, n_layers=3, n_heads=2, hidden_dim=12, max_position_embeddings=40,
        activation="gelu" if head != "token-classification" else "relu", **named,
    )


for family in ("Bert", "DistilBert"):
    for head, name in HEADS.items():
        torch.manual_seed(len(family) * 100 + len(head))
        folder = root / f"{family.lower()}-{head}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n")
        tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=40)
        tokenizer.save_pretrained(folder)
        model = getattr(transformers, family + name)(config(family, head)).eval()
        with torch.no_grad():
            for at, parameter in model.named_parameters():
                parameter.normal_(1.0 if at.lower().endswith("norm.weight") else 0.0, 0.3)
        model.save_pretrained(folder)

        batch = tokenizer([a for a, _ in TEXTS], padding=True, return_tensors="pt")
        pairs = [tokenizer(a, b, return_tensors="pt") if b else tokenizer(a, return_tensors="pt") for a, b in TEXTS]
        width = max(p["input_ids"].shape[1] for p in pairs)
        ids, types, mask = (
            torch.cat([torch.nn.functional.pad(p[k], (0, width - p[k].shape[1])) for p in pairs])
            for k in ("input_ids", "token_type_ids", "attention_mask")
        )
        given = {"input_ids": ids, "attention_mask": mask}
        if family == "Bert":
            given["token_type_ids"] = types
        with torch.no_grad():
            out = model(**given, output_hidden_states=True)
        golden = {"ids": ids, "types": types, "mask": mask}
        golden |= {f"hidden.{i}": state.contiguous() for i, state in enumerate(out.hidden_states)}
        if head == "question-answering":
            golden["answers"] = torch.stack([out.start_logits, out.end_logits], -1)
        elif head == "base":
            golden["answers"] = out.last_hidden_state.clone()
        else:
            golden["answers"] = out.logits
        save_file(golden, folder / "golden.safetensors")
