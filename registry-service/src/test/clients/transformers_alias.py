"""transformers: a published version by the name of its alias; arguments: ns/name, alias."""
import sys

from transformers import pipeline

answer = pipeline("text-classification", model=sys.argv[1], revision=sys.argv[2])("good room")
assert answer[0]["label"] in ("good", "bad"), answer
print("ok")
