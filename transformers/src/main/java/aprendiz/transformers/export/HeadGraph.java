package aprendiz.transformers.export;

import aprendiz.transformers.network.Bert;
import aprendiz.transformers.network.DistilBert;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.TokenClassification;
import aprendiz.transformers.network.TokenVectors;
import java.util.List;

/**
 * What the heads make of the trunk's vectors, as ONNX operations; outputs have the names that Hugging Face's optimum
 * gives them. All but the words of {@link MaskedLm} are computed in fp32, since they are small and decide.
 */
final class HeadGraph {

    private final Graph graph;
    private final Original original;
    private final Arithmetic arithmetic;
    private final Fp32 exact;
    private final Layers layers;

    HeadGraph(Graph graph, Original original, Arithmetic arithmetic) {
        this.graph = graph;
        this.original = original;
        this.arithmetic = arithmetic;
        exact = new Fp32(graph, original);
        layers = new Layers(graph, original);
    }

    /**
     * Adds head and outputs.
     *
     * @param x {@code [batch, length, hidden]}
     * @param mask int64 {@code [batch, length]}
     */
    void add(String x, String mask) {
        Family family = original.family();
        List<Parameter> w = original.head().parameters(family);
        switch (original.head()) {
            case TokenVectors vectors -> vectors(x);
            case Embedding embedding -> embedding(embedding, x, mask);
            case SequenceClassification sequence -> sequence(x, w);
            case TokenClassification token ->
                tokens(exact.linear(x, w.get(0), w.get(1)), ExportedNetwork.LOGITS, token.width(family));
            case QuestionAnswering answering -> span(x, w);
            case MaskedLm words -> words(x, w);
        }
    }

    private void vectors(String x) {
        tokens(x, ExportedNetwork.VECTORS, original.family().hidden());
    }

    private void tokens(String x, String name, long width) {
        graph.output(x, name, Graph.BATCH, Graph.LENGTH, width);
    }

    private void embedding(Embedding embedding, String x, String mask) {
        vectors(x);
        String path = "/1_Pooling";
        String vector = switch (embedding.pooling()) {
            case CLS -> first(path, x);
            case MEAN -> mean(path, x, mask);
        };
        if (embedding.normalized()) {
            path = "/2_Normalize";
            List<Attribute> rows = List.of(Attribute.of("axes", new long[] {1}), Attribute.of("keepdims", 1));
            String length = graph.node(path, "Clip", graph.node(path, "ReduceL2", rows, vector), graph.scalar(1e-12f));
            vector = graph.node(path, "Div", vector, length);
        }
        graph.output(
                vector,
                ExportedNetwork.EMBEDDING,
                Graph.BATCH,
                original.family().hidden());
    }

    private String first(String path, String x) {
        return graph.node(path, "Gather", List.of(Attribute.of("axis", 1)), x, graph.index(0));
    }

    private String mean(String path, String x, String mask) {
        String text = layers.cast(path, graph.node(path, "Unsqueeze", mask, graph.list(2)));
        List<Attribute> flat = List.of(Attribute.of("keepdims", 0));
        String sum = graph.node(path, "ReduceSum", flat, graph.node(path, "Mul", x, text), graph.list(1));
        String count = graph.node(path, "ReduceSum", flat, text, graph.list(1));
        return graph.node(path, "Div", sum, graph.node(path, "Clip", count, graph.scalar(1e-9f)));
    }

    private void sequence(String x, List<Parameter> w) {
        String path = original.path(w.get(0));
        String pooled = exact.linear(first(path, x), w.get(0), w.get(1));
        String activation = switch (original.family()) {
            case Bert bert -> "Tanh";
            case DistilBert distilBert -> "Relu";
        };
        String logits = exact.linear(graph.node(path, activation, pooled), w.get(2), w.get(3));
        graph.output(
                logits,
                ExportedNetwork.LOGITS,
                Graph.BATCH,
                original.network().network().width());
    }

    private void span(String x, List<Parameter> w) {
        String path = original.path(w.get(0));
        String logits = exact.linear(x, w.get(0), w.get(1));
        List<String> two = graph.nodes(path, "Split", List.of(Attribute.of("axis", -1)), 2, logits, graph.list(1, 1));
        List<String> names = List.of(ExportedNetwork.START, ExportedNetwork.END);
        for (int i = 0; i < 2; i++) {
            String one = graph.node(path, "Squeeze", two.get(i), graph.list(-1));
            graph.output(one, names.get(i), Graph.BATCH, Graph.LENGTH);
        }
    }

    private void words(String x, List<Parameter> w) {
        Family family = original.family();
        String f = layers.activation(exact.linear(x, w.get(0), w.get(1)), w.get(0));
        f = layers.norm(f, w.get(2), w.get(3));
        Parameter table = w.size() > 5 ? w.get(5) : family.trunk().getFirst();
        tokens(
                arithmetic.scores(f, table, w.get(4)),
                ExportedNetwork.LOGITS,
                original.head().width(family));
    }
}
