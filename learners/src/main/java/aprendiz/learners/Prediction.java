package aprendiz.learners;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * An answer: how probable each label is.
 *
 * @param probabilities by label, most probable first, equals by the alphabet; they sum to 1, unless there are none
 */
public record Prediction(SequencedMap<String, Double> probabilities) {

    /** The answer of one who has learned nothing. */
    public static final Prediction NONE = new Prediction(new LinkedHashMap<>());

    public Prediction {
        List<Map.Entry<String, Double>> entries = new ArrayList<>(probabilities.entrySet());
        entries.sort(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        SequencedMap<String, Double> ordered = new LinkedHashMap<>();
        double sum = 0;
        for (Map.Entry<String, Double> entry : entries) {
            ordered.put(entry.getKey(), entry.getValue());
            sum += entry.getValue();
            if (!(entry.getValue() >= 0)) {
                throw new IllegalArgumentException("a probability of " + entry.getValue() + " for " + entry.getKey());
            }
        }
        if (!ordered.isEmpty() && Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("probabilities sum to " + sum);
        }
        probabilities = Collections.unmodifiableSequencedMap(ordered);
    }

    /** Weights that need not sum to 1, made to. */
    static Prediction ofWeights(Map<String, Double> weights) {
        double sum = 0;
        for (double weight : weights.values()) {
            sum += weight;
        }
        SequencedMap<String, Double> probabilities = new LinkedHashMap<>();
        for (Map.Entry<String, Double> entry : weights.entrySet()) {
            probabilities.put(entry.getKey(), entry.getValue() / sum);
        }
        return new Prediction(probabilities);
    }

    /** The most probable label; empty for {@link #NONE}. */
    public Optional<String> label() {
        return probabilities.isEmpty()
                ? Optional.empty()
                : Optional.of(probabilities.firstEntry().getKey());
    }

    /** How probable a label is; 0 for one never seen. */
    public double probability(String label) {
        return probabilities.getOrDefault(label, 0.0);
    }
}
