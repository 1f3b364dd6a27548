"""huggingface_hub's InferenceClient, one task after the other: hub_inference.py ADDRESS."""

import sys

from huggingface_hub import InferenceClient
from huggingface_hub.errors import HfHubHTTPError

address = sys.argv[1]


def client(name):
    return InferenceClient(model=f"{address}/models/acme/{name}")


labels = client("labels").text_classification("abc")
assert [one.label for one in labels] == ["good", "bad"], labels
assert abs(labels[0].score - 0.8808) < 1e-3, labels
assert len(client("labels").text_classification("abc", top_k=1)) == 1

entities = client("entities").token_classification("ab cd")
assert entities[0].entity_group == "PER" and entities[0].end == 5, entities
tokens = client("entities").token_classification("ab cd", aggregation_strategy="none")
assert tokens[0].entity == "PER", tokens

answer = client("answers").question_answering(question="ab", context="cd ef")
assert answer.answer.endswith("ef") and answer.end == 5, answer
assert len(client("answers").question_answering(question="ab", context="cd ef", top_k=2)) == 2

words = client("masks").fill_mask("a [MASK].", top_k=3)
assert len(words) == 3 and words[0].token_str == "[UNK]", words

vector = client("vectors").feature_extraction("ab")
assert vector.shape == (1, 4) and vector[0][1] == 1.5, vector
assert abs((client("vectors").feature_extraction("ab", normalize=True) ** 2).sum() - 1) < 1e-6
assert client("vectors").sentence_similarity("ab", other_sentences=["ab", "abcd"])[0] == 1

shots = client("entails").zero_shot_classification("ab", candidate_labels=["x", "y"])
assert {one.label for one in shots} == {"x", "y"}, shots

try:
    client("masks").fill_mask("no mask")
    raise AssertionError("nothing was refused")
except HfHubHTTPError as refusal:
    assert "has no [MASK]" in str(refusal), refusal
