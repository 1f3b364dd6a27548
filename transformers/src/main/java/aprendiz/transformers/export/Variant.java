package aprendiz.transformers.export;

/** A form in which a network is served, and the file of a checkpoint in which it lies. */
public enum Variant {
    /** What transformers.js and optimum load by default. */
    ONNX("onnx/model.onnx", "float32"),

    /** Large matrices as 8-bit integers; what transformers.js calls {@code q8}. */
    ONNX_INT8("onnx/model_quantized.onnx", "int8"),

    /** For libtorch, through {@code torch.jit.load} or DJL. */
    TORCHSCRIPT("torchscript/model.pt", "float32"),

    /** For libtorch on processors that multiply bfloat16 (AMX, AVX512-BF16); slow on others. */
    TORCHSCRIPT_BF16("torchscript/model_bf16.pt", "bfloat16");

    private final String path;
    private final String dtype;

    Variant(String path, String dtype) {
        this.path = path;
        this.dtype = dtype;
    }

    /** Where it lies in a checkpoint. */
    public String path() {
        return path;
    }

    /** Where its {@link ParityReport} lies in a checkpoint. */
    public String reportPath() {
        return path.substring(0, path.lastIndexOf('.')) + ".parity.json";
    }

    /** What its large matrices consist of. */
    public String dtype() {
        return dtype;
    }

    /** What it must keep, unless the caller says otherwise. */
    public Bound bound() {
        return switch (this) {
            case ONNX, TORCHSCRIPT -> new Bound(1e-3, 0.999, 0.9999);
            case ONNX_INT8 -> new Bound(1, 0.95, 0.95);
            case TORCHSCRIPT_BF16 -> new Bound(0.25, 0.95, 0.99);
        };
    }
}
