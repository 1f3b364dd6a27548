package aprendiz.transformers.export;

import aprendiz.transformers.network.Parameter;
import java.util.List;

/** In ONNX's own operations. */
final class PlainAttention implements Attention {

    private final Graph graph;
    private final Original original;
    private final Arithmetic arithmetic;
    private final String filling;
    private final int hidden;
    private final int heads;

    PlainAttention(Graph graph, Original original, Arithmetic arithmetic, String mask) {
        this.graph = graph;
        this.original = original;
        this.arithmetic = arithmetic;
        filling = filling(mask);
        hidden = original.family().hidden();
        heads = original.family().config().numAttentionHeads();
    }

    /** What is added to scores: 0 for text, the least number for filling; {@code [batch, 1, 1, length]}. */
    private String filling(String mask) {
        String path = "/mask";
        String text = new Layers(graph, original).cast(path, graph.node(path, "Unsqueeze", mask, graph.list(1, 2)));
        return graph.node(path, "Mul", graph.node(path, "Sub", graph.scalar(1), text), graph.scalar(-Float.MAX_VALUE));
    }

    @Override
    public String of(String x, List<Parameter> weights, List<Parameter> biases) {
        String path = original.parent(weights.getFirst());
        String q = split(path, arithmetic.linear(x, weights.get(0), biases.get(0)), 0, 2, 1, 3);
        String k = split(path, arithmetic.linear(x, weights.get(1), biases.get(1)), 0, 2, 3, 1);
        String v = split(path, arithmetic.linear(x, weights.get(2), biases.get(2)), 0, 2, 1, 3);
        float root = (float) Math.sqrt((double) hidden / heads);
        String scores = graph.node(path, "Div", graph.node(path, "MatMul", q, k), graph.scalar(root));
        List<Attribute> last = List.of(Attribute.of("axis", -1));
        String shares = graph.node(path, "Softmax", last, graph.node(path, "Add", scores, filling));
        String a = graph.node(path, "MatMul", shares, v); // [batch, heads, length, hidden/heads]
        a = graph.node(path, "Transpose", List.of(Attribute.of("perm", 0, 2, 1, 3)), a);
        return graph.node(path, "Reshape", a, graph.list(0, 0, hidden));
    }

    /** {@code [batch, length, hidden]} as {@code [batch, length, heads, hidden/heads]}, then its axes in that order. */
    private String split(String path, String x, long... order) {
        String cut = graph.node(path, "Reshape", x, graph.list(0, 0, heads, hidden / heads));
        return graph.node(path, "Transpose", List.of(Attribute.of("perm", order)), cut);
    }
}
