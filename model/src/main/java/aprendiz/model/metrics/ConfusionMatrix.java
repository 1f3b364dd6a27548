package aprendiz.model.metrics;

import aprendiz.model.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How often each label was answered where each label was true.
 *
 * @param labels in the order of rows and columns
 * @param counts {@code [true label][answered label]}
 */
public record ConfusionMatrix(List<String> labels, List<List<Long>> counts) {

    public ConfusionMatrix {
        labels = List.copyOf(labels);
        counts = counts.stream().map(List::copyOf).toList();
        int size = labels.size();
        if (size == 0 || new HashSet<>(labels).size() != size) {
            throw Problem.invalid("Bad confusion matrix", "labels " + labels + " must be at least one, all different");
        }
        if (counts.size() != size || counts.stream().anyMatch(row -> row.size() != size)) {
            throw Problem.invalid("Bad confusion matrix", size + " labels need " + size + " rows of " + size);
        }
        if (counts.stream().flatMap(List::stream).anyMatch(count -> count < 0)) {
            throw Problem.invalid("Bad confusion matrix", "a count is negative");
        }
    }

    /**
     * Counts answers.
     *
     * @param labels that there are, in order; may hold some that never occur
     * @param truth the true label of each example
     * @param answers the label that was answered for each example
     * @throws Problem of kind INVALID that names an example whose label is not among them
     */
    public static ConfusionMatrix of(List<String> labels, List<String> truth, List<String> answers) {
        if (truth.size() != answers.size()) {
            throw Problem.invalid(
                    "Bad evaluation", truth.size() + " true labels cannot be compared with " + answers.size());
        }
        Map<String, Integer> index = new HashMap<>();
        labels.forEach(label -> index.putIfAbsent(label, index.size()));
        long[][] counts = new long[index.size()][index.size()];
        for (int i = 0; i < truth.size(); i++) {
            counts[indexOf(index, truth.get(i), i)][indexOf(index, answers.get(i), i)]++;
        }
        List<List<Long>> rows = new ArrayList<>();
        for (long[] row : counts) {
            rows.add(Arrays.stream(row).boxed().toList());
        }
        return new ConfusionMatrix(labels, rows);
    }

    /** How often the second label was answered where the first was true; by their places in {@link #labels}. */
    public long count(int truth, int answer) {
        return counts.get(truth).get(answer);
    }

    /** How many examples have that label. */
    public long support(int label) {
        return counts.get(label).stream().mapToLong(Long::longValue).sum();
    }

    /** How many examples were answered with that label. */
    public long answered(int label) {
        return counts.stream().mapToLong(row -> row.get(label)).sum();
    }

    /** How many examples were answered with their true label. */
    public long correct() {
        long sum = 0;
        for (int label = 0; label < labels.size(); label++) {
            sum += count(label, label);
        }
        return sum;
    }

    /** How many examples there are. */
    public long total() {
        return counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
    }

    private static int indexOf(Map<String, Integer> index, String label, int example) {
        Integer at = index.get(label);
        if (at == null) {
            throw Problem.invalid(
                    "Unknown label", "example " + example + ": '" + label + "' is not one of " + index.keySet());
        }
        return at;
    }
}
