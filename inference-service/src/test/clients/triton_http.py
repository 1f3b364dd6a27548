"""Triton's HTTP client: triton_http.py ADDRESS."""

import sys

import numpy
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

client = triton.InferenceServerClient(sys.argv[1].removeprefix("http://"))
assert client.is_server_live() and client.is_server_ready()
assert "binary_tensor_data" in client.get_server_metadata()["extensions"]

for name in ("acme/labels", "acme--labels"):
    client.load_model(name)
    assert client.is_model_ready(name)
    metadata = client.get_model_metadata(name)
    assert metadata["inputs"][0]["name"] == "text", metadata
    assert client.get_model_config(name)["max_batch_size"] > 0

    texts = triton.InferInput("text", [2, 1], "BYTES")
    texts.set_data_from_numpy(numpy.array([["a"], ["abc"]], dtype=object))
    for binary in (True, False):
        outputs = [
            triton.InferRequestedOutput("scores", binary_data=binary),
            triton.InferRequestedOutput("label", binary_data=binary),
        ]
        result = client.infer(name, [texts], outputs=outputs, request_id="7")
        assert result.get_response()["id"] == "7"
        assert result.as_numpy("scores").shape == (2, 2)
        assert abs(result.as_numpy("scores")[1][1] - 0.8808) < 1e-3
    assert client.infer(name, [texts]).as_numpy("label").tolist()[1] == [b"good"]
    best = client.infer(name, [texts], outputs=[triton.InferRequestedOutput("scores", class_count=1)])
    assert best.as_numpy("scores")[1][0].endswith(b":1:good")

ids = triton.InferInput("input_ids", [1, 4], "INT64")
ids.set_data_from_numpy(numpy.array([[2, 9, 10, 3]], dtype=numpy.int64))
mask = triton.InferInput("attention_mask", [1, 4], "INT32")
mask.set_data_from_numpy(numpy.ones((1, 4), dtype=numpy.int32), binary_data=False)
assert client.infer("acme/labels", [ids, mask], model_version="1").as_numpy("logits").tolist() == [[1, 2]]
for compression in ("gzip", "deflate"):
    zipped = client.infer("acme/labels", [ids], request_compression_algorithm=compression)
    assert zipped.as_numpy("logits").tolist() == [[1, 2]]

statistics = client.get_inference_statistics("acme/labels")["model_stats"][0]
assert statistics["inference_count"] > 0 and statistics["inference_stats"]["success"]["count"] > 0
assert any(one["name"] == "acme/labels" for one in client.get_model_repository_index())

try:
    client.infer("acme/not-there", [ids])
    raise AssertionError("nothing was refused")
except InferenceServerException as refusal:
    assert "acme/not-there" in refusal.message(), refusal
client.unload_model("acme/labels")
assert not client.is_model_ready("acme/labels")
