package aprendiz.model.tensors;

import aprendiz.model.Problem;

/** The Python names that a pickle of tensors may mention, and no others: these are not looked up, only recognised. */
enum TorchName {
    ORDERED_DICT("collections.OrderedDict", null),
    TENSOR("torch._utils._rebuild_tensor", null),
    TENSOR_V2("torch._utils._rebuild_tensor_v2", null),
    PARAMETER("torch._utils._rebuild_parameter", null),
    DOUBLES("torch.DoubleStorage", DType.F64),
    FLOATS("torch.FloatStorage", DType.F32),
    HALVES("torch.HalfStorage", DType.F16),
    BFLOATS("torch.BFloat16Storage", DType.BF16),
    LONGS("torch.LongStorage", DType.I64),
    INTS("torch.IntStorage", DType.I32),
    SHORTS("torch.ShortStorage", DType.I16),
    CHARS("torch.CharStorage", DType.I8),
    BYTES("torch.ByteStorage", DType.U8),
    BOOLS("torch.BoolStorage", DType.BOOL);

    private final String python;
    private final DType dtype;

    TorchName(String python, DType dtype) {
        this.python = python;
        this.dtype = dtype;
    }

    /**
     * The name of that text.
     *
     * @throws Problem of kind INVALID that names it, if it is any other
     */
    static TorchName of(String module, String name) {
        String python = module + "." + name;
        for (TorchName one : values()) {
            if (one.python.equals(python)) {
                return one;
            }
        }
        throw Problem.invalid(
                "Refused pickle",
                "it mentions " + Problem.quoted(python)
                        + ", which is no part of a tensor; none of its code was run. Save the weights as safetensors");
    }

    /** The type of a storage's elements. */
    DType dtype() {
        if (dtype == null) {
            throw Problem.invalid("Bad pickle", "takes " + python + " for a storage");
        }
        return dtype;
    }
}
