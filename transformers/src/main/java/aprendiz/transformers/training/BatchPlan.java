package aprendiz.transformers.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which texts go together in which step.
 *
 * <p>Texts are shuffled, sorted by length inside windows of some batches, and the batches shuffled again: like lengths
 * meet, which saves filling, yet each epoch mixes anew. The plan depends on the seed and the lengths only.
 *
 * @param lengths of the texts, in tokens
 */
record BatchPlan(List<Integer> lengths, int batchSize, Seed seed) {

    private static final int BATCHES_IN_WINDOW = 8;

    BatchPlan {
        lengths = List.copyOf(lengths);
    }

    int stepsPerEpoch() {
        return Math.ceilDiv(lengths.size(), batchSize);
    }

    /** The batches of an epoch, which counts from 0: indices of texts. */
    List<List<Integer>> epoch(int epoch) {
        Random random = seed.random("order", epoch);
        List<Integer> shuffled =
                new ArrayList<>(IntStream.range(0, lengths.size()).boxed().toList());
        Collections.shuffle(shuffled, random);
        List<List<Integer>> batches = new ArrayList<>();
        for (List<Integer> window : cut(shuffled, batchSize * BATCHES_IN_WINDOW)) {
            List<Integer> sorted = new ArrayList<>(window);
            sorted.sort(Comparator.comparing(lengths::get));
            batches.addAll(cut(sorted, batchSize));
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private static List<List<Integer>> cut(List<Integer> whole, int size) {
        List<List<Integer>> parts = new ArrayList<>();
        for (int at = 0; at < whole.size(); at += size) {
            parts.add(whole.subList(at, Math.min(whole.size(), at + size)));
        }
        return parts;
    }
}
