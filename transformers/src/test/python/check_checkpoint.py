"""Checks that transformers loads a classifier that Aprendiz wrote, key for key, and says what it answers.

    pip install torch==2.13.0 transformers==4.57.6
    python check_checkpoint.py FOLDER TEXT...
"""

import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

folder, texts = sys.argv[1], sys.argv[2:] or ["The room was clean.", "La habitación estaba sucia."]
model, report = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
assert not any(report.values()), report
tokenizer = AutoTokenizer.from_pretrained(folder)
batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
with torch.no_grad():
    logits = model.eval()(**batch).logits
for text, row in zip(texts, logits.tolist()):
    print(text, dict(zip(model.config.id2label.values(), row)))
print("loaded with no missing and no unexpected keys")
