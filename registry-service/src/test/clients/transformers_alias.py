"""transformers: load a model by an alias of its version, and fetch it as KServe does; arguments: ns/name, alias."""
import pathlib
import sys
import tempfile

from huggingface_hub import snapshot_download
from transformers import pipeline

NAME, ALIAS = sys.argv[1:]
classify = pipeline("text-classification", model=NAME, revision=ALIAS)
assert classify("good room")[0]["label"] in ("bad", "good")

# what KServe's storage initializer calls for hf://NAME:ALIAS
folder = pathlib.Path(tempfile.mkdtemp())
snapshot_download(repo_id=NAME, revision=ALIAS, local_dir=str(folder), allow_patterns=None, ignore_patterns=None)
assert (folder / "model.safetensors").stat().st_size > 0 and (folder / "aprendiz.json").exists()
print("ok")
