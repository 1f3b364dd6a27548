package aprendiz.transformers.export;

import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Parameter;
import java.util.List;

/** The small parts that trunk and heads share, in fp32 whatever the arithmetic is. */
record Layers(Graph graph, Original original) {

    /** A parameter as it is. */
    String constant(Parameter parameter) {
        return new Fp32(graph, original).plain(parameter);
    }

    /** Layer norm over the last axis. */
    String norm(String x, Parameter scale, Parameter shift) {
        List<Attribute> attributes = List.of(Attribute.of("axis", -1), Attribute.of("epsilon", (float)
                original.family().config().layerNormEps()));
        return graph.node(original.path(scale), "LayerNormalization", attributes, x, constant(scale), constant(shift));
    }

    /** Integers as fp32. */
    String cast(String path, String x) {
        return graph.node(path, "Cast", List.of(Attribute.of("to", Element.FLOAT.code)), x);
    }

    /** The config's activation, after the layer of that weight. */
    String activation(String x, Parameter weight) {
        ModelConfig config = original.family().config();
        String path = original.path(weight) + "/" + config.hiddenAct();
        return switch (config.hiddenAct()) {
            case "relu" -> graph.node(path, "Relu", x);
            case "gelu" -> gelu(path, x);
            default -> tanhGelu(path, x);
        };
    }

    /** {@code x / 2 (1 + erf(x / sqrt 2))} (Hendrycks and Gimpel 2016, section 2). */
    private String gelu(String path, String x) {
        String erf = graph.node(path, "Erf", graph.node(path, "Div", x, graph.scalar((float) Math.sqrt(2))));
        String product = graph.node(path, "Mul", x, graph.node(path, "Add", erf, graph.scalar(1)));
        return graph.node(path, "Mul", product, graph.scalar(0.5f));
    }

    /** {@code x / 2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}, its approximation there. */
    private String tanhGelu(String path, String x) {
        String cube = graph.node(path, "Mul", graph.node(path, "Mul", x, x), x);
        String sum = graph.node(path, "Add", x, graph.node(path, "Mul", cube, graph.scalar(0.044715f)));
        String tanh =
                graph.node(path, "Tanh", graph.node(path, "Mul", sum, graph.scalar((float) Math.sqrt(2 / Math.PI))));
        String product = graph.node(path, "Mul", x, graph.node(path, "Add", tanh, graph.scalar(1)));
        return graph.node(path, "Mul", product, graph.scalar(0.5f));
    }
}
