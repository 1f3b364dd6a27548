"""Writes ../resources/aprendiz/model/tensors/reference.safetensors with the format's reference writer.

    pip install safetensors==0.8.0 numpy
    python reference_safetensors.py
"""

import pathlib

import numpy as np
from safetensors import TensorSpec, serialize

TYPES = {
    "U64": "uint64", "I64": "int64", "F64": "float64", "F32": "float32", "U32": "uint32", "I32": "int32",
    "F16": "float16", "U16": "uint16", "I16": "int16", "I8": "int8", "U8": "uint8", "BOOL": "bool",
}

arrays = {f"type.{name}": np.arange(6).reshape(2, 3).astype(dtype) for name, dtype in TYPES.items()}
arrays["bert.encoder.layer.0.attention.self.query.weight"] = np.linspace(-1, 1, 12, dtype="float32").reshape(4, 3)
arrays["halves"] = np.array([0, -0.0, 1.5, -2.25, 65504, 5.9604645e-08, np.inf, np.nan], dtype="float16")
arrays["scalar"] = np.array(42, dtype="float32")
arrays["empty"] = np.zeros((0, 3), dtype="float32")

specs = {
    name: TensorSpec(dtype=str(a.dtype), shape=list(a.shape), data_ptr=a.ctypes.data, data_len=a.nbytes)
    for name, a in arrays.items()
}
# NumPy has no bfloat16: 1.0, -2.0 and 3.140625 by their bits
brain = np.array([0x3F80, 0xC000, 0x4049], dtype="uint16")
specs["brain"] = TensorSpec(dtype="bfloat16", shape=[3], data_ptr=brain.ctypes.data, data_len=brain.nbytes)

folder = pathlib.Path(__file__).parent.parent / "resources/aprendiz/model/tensors"
(folder / "reference.safetensors").write_bytes(serialize(specs, {"format": "pt"}))
