package aprendiz.transformers.export;

import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Bert;
import aprendiz.transformers.network.DistilBert;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Parameter;
import java.util.List;

/**
 * The trunk as ONNX operations: what {@link Family#program} says in TorchScript, but for dropout (Devlin et al. 2019,
 * section 3; Vaswani et al. 2017, section 3.1).
 */
final class TrunkGraph {

    private static final Attribute LAST = Attribute.of("axis", -1);

    private final Graph graph;
    private final Original original;
    private final Arithmetic arithmetic;
    private final Layers layers;
    private final ModelConfig config;

    TrunkGraph(Graph graph, Original original, Arithmetic arithmetic) {
        this.graph = graph;
        this.original = original;
        this.arithmetic = arithmetic;
        layers = new Layers(graph, original);
        config = original.family().config();
    }

    /**
     * Adds inputs and trunk.
     *
     * @param ids int64 {@code [batch, length]}
     * @param mask int64 {@code [batch, length]}, 1 for text
     * @return {@code [batch, length, hidden]}
     */
    String hidden(String ids, String mask) {
        Family family = original.family();
        List<Parameter> trunk = family.trunk();
        String x = embeddings(ids, trunk.subList(0, family.tensorsUpTo(0)));
        String filling = filling(mask);
        for (int i = 0; i < family.layers(); i++) {
            x = layer(x, filling, trunk.subList(family.tensorsUpTo(i), family.tensorsUpTo(i + 1)));
        }
        return x;
    }

    private String embeddings(String ids, List<Parameter> w) {
        String path = "/embeddings";
        String x = arithmetic.rows(ids, w.get(0));
        switch (original.family()) {
            case Bert bert -> {
                String types = graph.input(ExportedNetwork.TYPES, Element.INT64, Graph.BATCH, Graph.LENGTH);
                x = graph.node(
                        path,
                        "Add",
                        x,
                        graph.node(original.path(w.get(2)), "Gather", layers.constant(w.get(2)), types));
            }
            case DistilBert distilBert -> {}
        }
        x = graph.node(path, "Add", x, positions(ids, w.get(1)));
        return layers.norm(x, w.get(w.size() - 2), w.getLast());
    }

    /** The first rows, as many as there are tokens: {@code [length, hidden]}. */
    private String positions(String ids, Parameter table) {
        String path = original.path(table);
        String length = graph.node(path, "Gather", graph.node(path, "Shape", ids), graph.list(1));
        return graph.node(path, "Slice", layers.constant(table), graph.list(0), length, graph.list(0));
    }

    /** What is added to scores: 0 for text, the least number for filling; {@code [batch, 1, 1, length]}. */
    private String filling(String mask) {
        String path = "/mask";
        String text = layers.cast(path, graph.node(path, "Unsqueeze", mask, graph.list(1, 2)));
        return graph.node(path, "Mul", graph.node(path, "Sub", graph.scalar(1), text), graph.scalar(-Float.MAX_VALUE));
    }

    private String layer(String x, String filling, List<Parameter> w) {
        String q = heads(arithmetic.linear(x, w.get(0), w.get(1)), w.get(0), 0, 2, 1, 3);
        String k = heads(arithmetic.linear(x, w.get(2), w.get(3)), w.get(2), 0, 2, 3, 1);
        String v = heads(arithmetic.linear(x, w.get(4), w.get(5)), w.get(4), 0, 2, 1, 3);
        String path = parent(original.path(w.get(0)));
        // softmax(q k' / sqrt(hidden / heads)) v
        float root = (float) Math.sqrt((double) config.hiddenSize() / config.numAttentionHeads());
        String scores = graph.node(path, "Div", graph.node(path, "MatMul", q, k), graph.scalar(root));
        String weights = graph.node(path, "Softmax", List.of(LAST), graph.node(path, "Add", scores, filling));
        String a = graph.node(path, "MatMul", weights, v); // [batch, heads, length, hidden/heads]
        a = graph.node(path, "Transpose", List.of(Attribute.of("perm", 0, 2, 1, 3)), a);
        a = graph.node(path, "Reshape", a, graph.list(0, 0, config.hiddenSize()));
        a = arithmetic.linear(a, w.get(6), w.get(7));
        x = layers.norm(graph.node(parent(original.path(w.get(8))), "Add", a, x), w.get(8), w.get(9));
        String f = layers.activation(arithmetic.linear(x, w.get(10), w.get(11)), w.get(10));
        f = arithmetic.linear(f, w.get(12), w.get(13));
        return layers.norm(graph.node(parent(original.path(w.get(14))), "Add", f, x), w.get(14), w.get(15));
    }

    /** {@code [batch, length, hidden]} as {@code [batch, length, heads, hidden/heads]}, then its axes in that order. */
    private String heads(String x, Parameter weight, long... order) {
        String path = parent(original.path(weight));
        int heads = config.numAttentionHeads();
        String cut = graph.node(path, "Reshape", x, graph.list(0, 0, heads, config.hiddenSize() / heads));
        return graph.node(path, "Transpose", List.of(Attribute.of("perm", order)), cut);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
