"""Triton's gRPC client: triton_grpc.py ADDRESS."""

import queue
import sys

import numpy
import tritonclient.grpc as triton
from tritonclient.utils import InferenceServerException

client = triton.InferenceServerClient(sys.argv[1].removeprefix("http://"))
assert client.is_server_live() and client.is_server_ready()
assert client.get_server_metadata().name == "aprendiz"

client.load_model("acme/labels")
assert client.is_model_ready("acme/labels")
assert client.get_model_metadata("acme/labels").inputs[0].name == "text"
assert client.get_model_config("acme/labels").config.max_batch_size > 0

texts = triton.InferInput("text", [2, 1], "BYTES")
texts.set_data_from_numpy(numpy.array([["a"], ["abc"]], dtype=object))
result = client.infer("acme/labels", [texts], request_id="7", parameters={"top_k": 1})
assert result.get_response().id == "7"
assert result.as_numpy("label").tolist() == [[b"bad"], [b"good"]]
assert result.as_numpy("scores").shape == (2, 2)

mask = triton.InferInput("attention_mask", [1, 4], "FP16")
mask.set_data_from_numpy(numpy.ones((1, 4), dtype=numpy.float16))
ids = triton.InferInput("input_ids", [1, 4], "INT64")
ids.set_data_from_numpy(numpy.array([[2, 9, 10, 3]], dtype=numpy.int64))
logits = client.infer("acme/labels", [ids, mask], outputs=[triton.InferRequestedOutput("logits")])
assert logits.as_numpy("logits").tolist() == [[1, 2]]

answers = queue.Queue()
client.start_stream(lambda result, error: answers.put((result, error)))
client.async_stream_infer("acme/labels", [texts])
client.async_stream_infer("acme/not-there", [texts])
assert answers.get(timeout=30)[0].as_numpy("label") is not None
assert "acme/not-there" in answers.get(timeout=30)[1].message()
client.stop_stream()

assert client.get_inference_statistics("acme/labels").model_stats[0].inference_count > 0
assert any(one.name == "acme/labels" for one in client.get_model_repository_index().models)
try:
    client.infer("acme/not-there", [ids])
    raise AssertionError("nothing was refused")
except InferenceServerException as refusal:
    assert refusal.status() == "StatusCode.NOT_FOUND", refusal
client.unload_model("acme/labels")
