package aprendiz.inference.huggingface;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A label and how well it fits. */
record Prediction(String label, double score) {

    /** The labels with their scores, the best first; equal ones in the order of the labels. */
    static List<Prediction> of(List<String> labels, double[] scores) {
        return IntStream.range(0, scores.length)
                .mapToObj(i -> new Prediction(labels.get(i), scores[i]))
                .sorted(Comparator.comparingDouble(Prediction::score).reversed())
                .toList();
    }
}
