package aprendiz.transformers.export;

import aprendiz.transformers.network.Parameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Large matrices as 8-bit integers, a scale for each output; activations become 8-bit integers as they come, a scale for
 * each tensor (Jacob et al. 2018, section 2; ONNX Runtime fuses these operations into one).
 *
 * <p>Weights of products have 7 bits: processors with AVX2 alone add two products of 8 bits in 16, where they would not
 * fit. Word embeddings have 8. Biases, norms, and the small embeddings stay fp32.
 *
 * <p>Attention is ONNX Runtime's own {@code QAttention}; everything else is ONNX.
 *
 * <p>Since a batch has one scale for its activations, an answer depends a little on what else is in the batch.
 */
final class Int8 implements Arithmetic {

    /** 255 * 64 * 2 &lt; 2^15, so that two products fit into 16 bits. */
    private static final int SEVEN_BITS = 63;

    private static final int EIGHT_BITS = 127;

    private static final List<Attribute> TO_FLOAT = List.of(Attribute.of("to", Element.FLOAT.code));

    /**
     * Constants: a matrix of integers, and what each of its columns is multiplied by.
     *
     * @param integers {@code [in, out]}
     * @param scales {@code [out]}
     */
    record Columns(String integers, String scales) {}

    private final Graph graph;
    private final Original original;
    private final Fp32 plain;
    private final Map<String, List<String>> quantized = new HashMap<>();

    Int8(Graph graph, Original original) {
        this.graph = graph;
        this.original = original;
        plain = new Fp32(graph, original);
    }

    @Override
    public String linear(String x, Parameter weight, Parameter bias) {
        String path = original.path(weight);
        Columns columns = columns("onnx::MatMul_" + original.name(weight), List.of(weight));
        // x is scale (q - zero), so x W' is scale scales (q - zero) w
        List<String> q = quantized(path, x);
        String product = graph.node(path, "MatMulInteger", q.get(0), columns.integers(), q.get(2));
        String scale = graph.node(path, "Mul", q.get(1), columns.scales());
        String real = graph.node(path, "Mul", graph.node(path, "Cast", TO_FLOAT, product), scale);
        return graph.node(path, "Add", real, plain.plain(bias));
    }

    @Override
    public Attention attention(String mask) {
        return new QuantizedAttention(graph, original, this, mask);
    }

    @Override
    public String rows(String ids, Parameter table) {
        String path = original.path(table);
        Scaled rows = scaled(List.of(table), EIGHT_BITS);
        String name = original.name(table);
        String w = graph.constant(name + "_quantized", Element.INT8, table.shape(), rows::write);
        String scales = floats(name + "_scale", rows.scales(), rows.count(), 1);
        String row = graph.node(path, "Cast", TO_FLOAT, graph.node(path, "Gather", w, ids));
        return graph.node(path, "Mul", row, graph.node(path, "Gather", scales, ids));
    }

    @Override
    public String scores(String x, Parameter table, Parameter bias) {
        return linear(x, table, bias);
    }

    /** Weights to multiply by, those of several layers side by side. */
    Columns columns(String name, List<Parameter> weights) {
        Scaled rows = scaled(weights, SEVEN_BITS);
        String integers = graph.constant(
                name + "_quantized", Element.INT8, new long[] {rows.width(), rows.count()}, rows::writeTransposed);
        return new Columns(integers, floats(name + "_scale", rows.scales(), rows.count()));
    }

    /** Vectors as they are, one behind the other. */
    String row(String name, List<Parameter> vectors) {
        int length =
                Math.toIntExact(vectors.stream().mapToLong(Parameter::elements).sum());
        FloatBuffer row = FloatBuffer.allocate(length);
        vectors.forEach(vector -> row.put(original.values(vector)));
        return floats(name, row.array(), length);
    }

    /** The integers, the scale and the zero of a tensor; the same for all that take it. */
    List<String> quantized(String path, String x) {
        return quantized.computeIfAbsent(x, name -> graph.nodes(path, "DynamicQuantizeLinear", List.of(), 3, name));
    }

    private Scaled scaled(List<Parameter> matrices, int limit) {
        return new Scaled(
                matrices.stream().map(original::values).toList(),
                matrices.getFirst().dims(),
                limit);
    }

    private String floats(String name, float[] values, long... dims) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return graph.constant(name, Element.FLOAT, dims, out -> Proto.writeFully(out, bytes.duplicate()));
    }
}
