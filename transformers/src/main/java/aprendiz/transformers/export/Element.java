package aprendiz.transformers.export;

/** What a tensor consists of, by ONNX's numbers ({@code TensorProto.DataType}). */
enum Element {
    FLOAT(1, Float.BYTES),
    INT8(3, Byte.BYTES),
    INT32(6, Integer.BYTES),
    INT64(7, Long.BYTES);

    final int code;
    final int bytes;

    Element(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }
}
