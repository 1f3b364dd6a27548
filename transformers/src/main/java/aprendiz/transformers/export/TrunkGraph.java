package aprendiz.transformers.export;

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

    private final Graph graph;
    private final Original original;
    private final Arithmetic arithmetic;
    private final Layers layers;

    TrunkGraph(Graph graph, Original original, Arithmetic arithmetic) {
        this.graph = graph;
        this.original = original;
        this.arithmetic = arithmetic;
        layers = new Layers(graph, original);
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
        Attention attention = arithmetic.attention(mask);
        for (int i = 0; i < family.layers(); i++) {
            x = layer(x, attention, trunk.subList(family.tensorsUpTo(i), family.tensorsUpTo(i + 1)));
        }
        return x;
    }

    private String embeddings(String ids, List<Parameter> w) {
        String path = "/embeddings";
        String x = arithmetic.rows(ids, w.get(0));
        Family family = original.family();
        switch (family) {
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
        x = graph.shaped(
                graph.node(path, "Add", x, positions(ids, w.get(1))), Graph.BATCH, Graph.LENGTH, family.hidden());
        return layers.norm(x, w.get(w.size() - 2), w.getLast());
    }

    /** The first rows, as many as there are tokens: {@code [length, hidden]}. */
    private String positions(String ids, Parameter table) {
        String path = original.path(table);
        String length = graph.node(path, "Gather", graph.node(path, "Shape", ids), graph.list(1));
        return graph.node(path, "Slice", layers.constant(table), graph.list(0), length, graph.list(0));
    }

    private String layer(String x, Attention attention, List<Parameter> w) {
        String a = attention.of(x, List.of(w.get(0), w.get(2), w.get(4)), List.of(w.get(1), w.get(3), w.get(5)));
        a = arithmetic.linear(a, w.get(6), w.get(7));
        x = layers.norm(graph.node(original.parent(w.get(8)), "Add", a, x), w.get(8), w.get(9));
        String f = layers.activation(arithmetic.linear(x, w.get(10), w.get(11)), w.get(10));
        f = arithmetic.linear(f, w.get(12), w.get(13));
        return layers.norm(graph.node(original.parent(w.get(14)), "Add", f, x), w.get(14), w.get(15));
    }
}
