"""transformers: push a tiny BERT, load it again, by branch and, where a version has the alias, by alias; argument: ns/name."""
import pathlib
import sys
import tempfile

import torch
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    BertConfig,
    BertForSequenceClassification,
    BertTokenizerFast,
    pipeline,
)

NAME = sys.argv[1]
words = pathlib.Path(tempfile.mkdtemp()) / "vocab.txt"
words.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad", "room"]) + "\n")
tokenizer = BertTokenizerFast(vocab_file=str(words), vocab=str(words))
torch.manual_seed(7)
config = BertConfig(
    vocab_size=8,
    hidden_size=8,
    num_hidden_layers=1,
    num_attention_heads=2,
    intermediate_size=16,
    max_position_embeddings=16,
    id2label={0: "bad", 1: "good"},
    label2id={"bad": 0, "good": 1},
)
model = BertForSequenceClassification(config).eval()
model.push_to_hub(NAME)
tokenizer.push_to_hub(NAME)
again = AutoModelForSequenceClassification.from_pretrained(NAME)
assert all(torch.equal(a, b) for a, b in zip(model.state_dict().values(), again.state_dict().values()))
assert AutoTokenizer.from_pretrained(NAME)("good room")["input_ids"] == tokenizer("good room")["input_ids"]
print(pipeline("text-classification", model=NAME)("good room"))
print("ok")
