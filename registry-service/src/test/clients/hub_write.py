"""huggingface_hub: everything that writes, then reads it back. HF_ENDPOINT is the registry; argument: ns/name."""
import pathlib
import sys
import tempfile

from huggingface_hub import CommitOperationAdd, CommitOperationCopy, HfApi, hf_hub_download, snapshot_download
from huggingface_hub.errors import (
    EntryNotFoundError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

NAME = sys.argv[1]
api = HfApi()


def refused(error, call):
    try:
        call()
    except error as e:
        return e
    raise AssertionError(f"{error.__name__} was expected")


def folder():
    path = pathlib.Path(tempfile.mkdtemp())
    (path / "README.md").write_text("---\nlicense: mit\nlanguage: en\ntags: [hotel]\n---\n# Rooms\n")
    (path / "config.json").write_text('{"model_type":"bert","architectures":["BertForSequenceClassification"]}')
    (path / "large.bin").write_bytes(b"7" * 1_500_000)
    (path / "empty.txt").write_bytes(b"")
    (path / "sub").mkdir()
    (path / "sub" / "a.txt").write_text("hello")
    return path


api.create_repo(NAME)
assert refused(HfHubHTTPError, lambda: api.create_repo(NAME)).response.status_code == 409
assert str(api.create_repo(NAME, exist_ok=True)).endswith(NAME)
files = folder()
api.upload_folder(repo_id=NAME, folder_path=files, commit_message="first", commit_description="why")
before = api.model_info(NAME).sha
api.upload_folder(repo_id=NAME, folder_path=files)
info = api.model_info(NAME, files_metadata=True)
assert info.sha == before, "what is the same is not sent again"
assert info.pipeline_tag == "text-classification" and "license:mit" in info.tags and "hotel" in info.tags, info
assert info.card_data.language == "en", info.card_data
paths = ["README.md", "config.json", "empty.txt", "large.bin", "sub/a.txt"]
assert sorted(api.list_repo_files(NAME)) == paths
copy = pathlib.Path(snapshot_download(NAME))
assert all((copy / path).read_bytes() == (files / path).read_bytes() for path in paths)

refused(EntryNotFoundError, lambda: hf_hub_download(NAME, "nothing.txt"))
refused(RevisionNotFoundError, lambda: hf_hub_download(NAME, "README.md", revision="nothing"))
refused(RepositoryNotFoundError, lambda: api.model_info(NAME + "-nothing"))

api.create_tag(NAME, tag="v1.0", tag_message="the first")
assert refused(HfHubHTTPError, lambda: api.create_tag(NAME, tag="v1.0")).response.status_code == 409
api.create_branch(NAME, branch="feature/x")
api.upload_file(repo_id=NAME, path_or_fileobj=b"some bytes", path_in_repo="b/c.txt", revision="feature/x")
assert "b/c.txt" in api.list_repo_files(NAME, revision="feature/x")
assert "b/c.txt" not in api.list_repo_files(NAME)
api.delete_file("b/c.txt", NAME, revision="feature/x")
api.delete_folder("sub", NAME, revision="feature/x")
assert "sub/a.txt" not in api.list_repo_files(NAME, revision="feature/x")
refs = api.list_repo_refs(NAME)
assert [ref.name for ref in refs.branches] == ["main", "feature/x"] and refs.tags[0].target_commit == before
assert len(api.list_repo_commits(NAME, revision="feature/x")) == 5
assert len(list(api.list_repo_tree(NAME, recursive=True))) == 6
assert [info.path for info in api.get_paths_info(NAME, ["large.bin", "sub", "nothing"])] == ["large.bin", "sub"]

additions = [CommitOperationCopy("large.bin", "copy.bin"), CommitOperationAdd("x.txt", b"x")]
api.create_commit(NAME, additions, commit_message="copy", parent_commit=before)
late = [CommitOperationAdd("x.txt", b"y")]
stale = refused(
    HfHubHTTPError, lambda: api.create_commit(NAME, late, commit_message="late", parent_commit=before)
)
assert stale.response.status_code == 412
refused(HfHubHTTPError, lambda: api.upload_file(repo_id=NAME, path_or_fileobj=b"x", path_in_repo="x", create_pr=True))
assert hf_hub_download(NAME, "large.bin", revision="v1.0").endswith("large.bin")
api.delete_branch(NAME, branch="feature/x")
api.delete_tag(NAME, tag="v1.0")
assert [model.id for model in api.list_models(search=NAME, filter="hotel")] == [NAME]
assert api.file_exists(NAME, "x.txt") and not api.revision_exists(NAME, "v1.0")
api.update_repo_settings(NAME, private=True)
api.move_repo(from_id=NAME, to_id=NAME + "-moved")
api.delete_repo(NAME + "-moved")
assert not api.repo_exists(NAME + "-moved")
print("ok")
