"""huggingface_hub's file system over a data set, and datasets.load_dataset where it is installed; argument: ns/name."""
import sys

from huggingface_hub import HfApi, HfFileSystem

NAME = sys.argv[1]
api = HfApi()
files = HfFileSystem()
api.create_repo(NAME, repo_type="dataset")
api.upload_file(
    repo_id=NAME, repo_type="dataset", path_or_fileobj=b"text,label\na,1\nb,0\n", path_in_repo="train.csv"
)
assert files.ls("datasets/" + NAME, detail=False) == [f"datasets/{NAME}/train.csv"]
assert files.read_text(f"datasets/{NAME}/train.csv").startswith("text,label")
with files.open(f"datasets/{NAME}/notes/a.txt", "w") as out:
    out.write("written")
assert files.read_text(f"datasets/{NAME}/notes/a.txt") == "written"
files.rm(f"datasets/{NAME}/notes/a.txt")
assert [data.id for data in api.list_datasets(search=NAME)] == [NAME]
try:
    from datasets import load_dataset
except ImportError:
    load_dataset = None
if load_dataset:
    assert load_dataset(NAME)["train"]["label"][:] == [1, 0]
api.delete_repo(NAME, repo_type="dataset")
print("ok")
