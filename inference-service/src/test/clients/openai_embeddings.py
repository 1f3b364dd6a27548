"""OpenAI's client: openai_embeddings.py ADDRESS."""

import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="none")

for format in ({}, {"encoding_format": "float"}, {"encoding_format": "base64"}):
    response = client.embeddings.create(model="acme/vectors", input=["ab", "c"], **format)
    vector = response.data[0].embedding
    if isinstance(vector, str):  # what was asked for as base64 stays so
        continue
    assert len(vector) == 4 and abs(vector[0] - 0.5547) < 1e-4, vector
    assert response.usage.total_tokens == 7, response.usage
assert len(client.embeddings.create(model="acme/vectors", input=[9, 12], dimensions=2).data[0].embedding) == 2
assert "acme/vectors" in [model.id for model in client.models.list()]
assert client.models.retrieve("acme/vectors").owned_by == "acme"

try:
    client.embeddings.create(model="acme/not-there", input="ab")
    raise AssertionError("nothing was refused")
except openai.NotFoundError as refusal:
    assert refusal.code == "model_not_found", refusal
