package aprendiz.transformers.export;

import aprendiz.transformers.network.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** Weights as they are. */
record Fp32(Graph graph, Original original) implements Arithmetic {

    /** Columns that are turned into rows at a time. */
    private static final int COLUMNS = 16;

    @Override
    public String linear(String x, Parameter weight, Parameter bias) {
        String path = original.path(weight);
        String product = graph.node(path, "MatMul", x, transposed(weight));
        return graph.node(path, "Add", product, plain(bias));
    }

    @Override
    public Attention attention(String mask) {
        return new PlainAttention(graph, original, this, mask);
    }

    @Override
    public String rows(String ids, Parameter table) {
        return graph.node(original.path(table), "Gather", plain(table), ids);
    }

    @Override
    public String scores(String x, Parameter table, Parameter bias) {
        String path = original.path(bias);
        String turned = graph.node(path, "Transpose", List.of(Attribute.of("perm", 1, 0)), plain(table));
        return graph.node(path, "Add", graph.node(path, "MatMul", x, turned), plain(bias));
    }

    /** The parameter as a constant of its own name. */
    String plain(Parameter parameter) {
        return graph.constant(
                original.name(parameter),
                Element.FLOAT,
                parameter.shape(),
                out -> write(original.values(parameter), out));
    }

    /** {@code [out, in]} as {@code [in, out]}, which is what ONNX multiplies by; named as PyTorch's exporter would. */
    private String transposed(Parameter weight) {
        int rows = Math.toIntExact(weight.dims().get(0));
        int columns = Math.toIntExact(weight.dims().get(1));
        return graph.constant(
                "onnx::MatMul_" + original.name(weight),
                Element.FLOAT,
                new long[] {columns, rows},
                out -> writeTransposed(original.values(weight), rows, columns, out));
    }

    private static void write(FloatBuffer values, WritableByteChannel out) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        while (values.hasRemaining()) {
            int some = Math.min(values.remaining(), bytes.capacity() / Float.BYTES);
            bytes.clear().limit(some * Float.BYTES);
            bytes.asFloatBuffer().put(values.slice(values.position(), some));
            values.position(values.position() + some);
            Proto.writeFully(out, bytes);
        }
    }

    private static void writeTransposed(FloatBuffer values, int rows, int columns, WritableByteChannel out)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(COLUMNS * rows * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < columns; from += COLUMNS) {
            bytes.clear();
            for (int column = from; column < Math.min(from + COLUMNS, columns); column++) {
                for (int row = 0; row < rows; row++) {
                    bytes.putFloat(values.get(row * columns + column));
                }
            }
            Proto.writeFully(out, bytes.flip());
        }
    }
}
