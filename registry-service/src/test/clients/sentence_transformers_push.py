"""sentence-transformers: push a tiny encoder, load it again; argument: ns/name."""
import pathlib
import sys
import tempfile

import torch
from sentence_transformers import SentenceTransformer
from transformers import BertConfig, BertModel, BertTokenizerFast

NAME = sys.argv[1]
folder = pathlib.Path(tempfile.mkdtemp())
words = folder / "vocab.txt"
words.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "good", "bad", "room"]) + "\n")
torch.manual_seed(7)
config = BertConfig(
    vocab_size=8,
    hidden_size=8,
    num_hidden_layers=1,
    num_attention_heads=2,
    intermediate_size=16,
    max_position_embeddings=16,
)
BertModel(config).save_pretrained(folder)
BertTokenizerFast(vocab_file=str(words), vocab=str(words)).save_pretrained(folder)
model = SentenceTransformer(str(folder), device="cpu")
model.push_to_hub(NAME)
again = SentenceTransformer(NAME, device="cpu")
assert (again.encode("good room") == model.encode("good room")).all()
print("ok")
