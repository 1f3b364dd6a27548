package aprendiz.training.run;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.TokenVectors;
import aprendiz.transformers.training.Rehearsal;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How fast this machine trains. As a program of its own, as tensors live outside of the service, it measures that and
 * writes it to the file that it is given.
 *
 * @param operationsPerSecond floating point, in forward and backward passes
 * @param updatesPerSecond numbers that AdamW changes
 */
public record Pace(double operationsPerSecond, double updatesPerSecond) {

    private static final String ARCHITECTURE = """
            {"model_type": "bert", "hidden_size": 384, "num_attention_heads": 12, "intermediate_size": 1536,
             "num_hidden_layers": 3, "vocab_size": 30522, "max_position_embeddings": 512, "type_vocab_size": 2,
             "layer_norm_eps": 1e-12, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
             "attention_probs_dropout_prob": 0.1}
            """;

    private static final int BATCH = 16;
    private static final int LENGTH = 64;
    private static final int LEAST_LENGTH = 8;
    private static final int WARM = 2;
    private static final int TIMES = 5;

    /** @param args the file to write */
    public static void main(String[] args) throws IOException {
        AtomicFile.write(Path.of(args[0]), Json.pretty(measured()));
    }

    /** Two steps that update as much as each other and compute unlike much tell one from the other. */
    static Pace measured() throws IOException {
        ModelConfig config = ModelConfig.of(
                Json.parse(ARCHITECTURE.getBytes(StandardCharsets.UTF_8), "architecture", ObjectNode.class));
        long rehearsed = new Network(Family.of(config), new TokenVectors())
                .parameters().stream().mapToLong(Parameter::elements).sum();
        double large = seconds(config, BATCH, LENGTH);
        double small = seconds(config, 1, LEAST_LENGTH);
        double operations = operations(config, BATCH, LENGTH);
        double few = operations(config, 1, LEAST_LENGTH);
        double operationsPerSecond = (operations - few) / Math.max(1e-9, large - small);
        double updating = Math.max(1e-9, small - few / operationsPerSecond);
        return new Pace(operationsPerSecond, rehearsed / updating);
    }

    /** Of a whole step, the median of some. */
    private static double seconds(ModelConfig config, int batch, int length) throws IOException {
        TrainingSettings settings = new TrainingSettings(1, batch, length, 1e-5, 1e-5, 0.01, 0, 1, -1, 1, 1);
        double[] seconds = new double[TIMES];
        try (Rehearsal rehearsal = Rehearsal.here(config, settings)) {
            for (int i = -WARM; i < TIMES; i++) {
                long began = System.nanoTime();
                rehearsal.step();
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - began) / 1e9;
                }
            }
        }
        Arrays.sort(seconds);
        return seconds[TIMES / 2];
    }

    /** Forward and, as much again twice, backward. */
    private static double operations(ModelConfig config, int batch, int length) {
        return 3 * batch * length * Shape.of(config).forward(length);
    }
}
