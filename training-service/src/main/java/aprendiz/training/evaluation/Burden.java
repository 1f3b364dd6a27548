package aprendiz.training.evaluation;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelCard;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model costs on this machine, while nothing but the job runs on it. Texts are tokenised and computed; a model that
 * answers for tokens answers for one of each.
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
        Network network = new Network(Family.of(checkpoint.config()), Head.of(checkpoint.config()));
        long parameters =
                network.parameters().stream().mapToLong(Parameter::elements).sum();
        long bytes = 0;
        for (Path file : checkpoint.weightFiles()) {
            bytes += Files.size(file);
        }
        try (Tokenizer tokenizer = Tokenizer.load(folder, network.family().positions());
                StoredTensors tensors = StoredTensors.open(checkpoint, network.family());
                LiveNetwork live = new LiveNetwork(network, tensors::fill)) {
            double[] millis = new double[SINGLES];
            for (int i = -WARM; i < SINGLES; i++) {
                long began = System.nanoTime();
                ask(live, tokenizer.encode(List.of(texts.get(Math.floorMod(i, texts.size())))));
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - began) / 1e6;
                }
            }
            Arrays.sort(millis);
            long began = System.nanoTime();
            for (int batch = 0; batch < BATCHES; batch++) {
                ask(live, tokenizer.encode(batch(texts, batch)));
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Burden(parameters, bytes, millis[SINGLES / 2], BATCHES * BATCH / seconds);
        }
    }

    private static void ask(LiveNetwork live, List<Tokens> texts) {
        if (live.network().head().scope() == Scope.TEXT) {
            live.answers(texts);
        } else {
            live.answersAt(texts, Collections.nCopies(texts.size(), List.of(0)));
        }
    }

    private static List<String> batch(List<String> texts, int number) {
        return IntStream.range(number * BATCH, (number + 1) * BATCH)
                .mapToObj(i -> texts.get(i % texts.size()))
                .toList();
    }

    /** As a line of a model's card. */
    public ModelCard.Cost cost(String model) {
        return new ModelCard.Cost(model, parameters, bytes, latencyMillis, textsPerSecond);
    }
}
