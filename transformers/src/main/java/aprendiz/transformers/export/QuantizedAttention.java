package aprendiz.transformers.export;

import aprendiz.transformers.network.Parameter;
import java.util.List;

/**
 * In one operation of ONNX Runtime's own, {@code QAttention}: query, key and value are one product of integers, what is
 * made of them is fp32.
 */
final class QuantizedAttention implements Attention {

    private final Graph graph;
    private final Original original;
    private final Int8 arithmetic;
    private final String mask;

    QuantizedAttention(Graph graph, Original original, Int8 arithmetic, String mask) {
        this.graph = graph;
        this.original = original;
        this.arithmetic = arithmetic;
        this.mask = graph.node("/mask", "Cast", List.of(Attribute.of("to", Element.INT32.code)), mask);
    }

    @Override
    public String of(String x, List<Parameter> weights, List<Parameter> biases) {
        String path = original.parent(weights.getFirst());
        List<String> q = arithmetic.quantized(path, x);
        String name = "onnx::QAttention_" + original.name(weights.getFirst());
        Int8.Columns columns = arithmetic.columns(name, weights);
        List<Attribute> heads =
                List.of(Attribute.of("num_heads", original.family().config().numAttentionHeads()));
        return graph.contributed(
                path,
                "QAttention",
                heads,
                q.get(0),
                columns.integers(),
                arithmetic.row(name + "_bias", biases),
                q.get(1),
                columns.scales(),
                mask,
                q.get(2));
    }
}
