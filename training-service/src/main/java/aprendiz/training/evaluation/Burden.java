package aprendiz.training.evaluation;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextClassification.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a text classifier costs on this machine, while nothing but the job runs on it.
 *
 * @param parameters of the network
 * @param bytes of its weights on disk
 * @param latencyMillis median time of one text by itself
 * @param textsPerSecond of batches of 32
 */
public record Burden(long parameters, long bytes, double latencyMillis, double textsPerSecond) {

    private static final int SINGLES = 40;
    private static final int BATCH = 32;
    private static final int BATCHES = 8;
    private static final int WARM = 5;

    /** @param texts that it will be asked; at least one */
    public static Burden of(Path folder, List<String> texts) throws IOException {
        Checkpoint checkpoint = new Checkpoint(folder);
        Family family = Family.of(checkpoint.config());
        long parameters = new Network(family, Head.of(checkpoint.config()))
                .parameters().stream().mapToLong(Parameter::elements).sum();
        long bytes = 0;
        for (Path file : checkpoint.weightFiles()) {
            bytes += Files.size(file);
        }
        try (TextClassification classifier = TextClassification.load(folder)) {
            double[] millis = new double[SINGLES];
            for (int i = -WARM; i < SINGLES; i++) {
                long began = System.nanoTime();
                classifier.scores(List.of(texts.get(Math.floorMod(i, texts.size()))), Function.SOFTMAX);
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - began) / 1e6;
                }
            }
            Arrays.sort(millis);
            long began = System.nanoTime();
            for (int batch = 0; batch < BATCHES; batch++) {
                classifier.scores(batch(texts, batch), Function.SOFTMAX);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Burden(parameters, bytes, millis[SINGLES / 2], BATCHES * BATCH / seconds);
        }
    }

    private static List<String> batch(List<String> texts, int number) {
        return java.util.stream.IntStream.range(number * BATCH, (number + 1) * BATCH)
                .mapToObj(i -> texts.get(i % texts.size()))
                .toList();
    }
}
