package aprendiz.training.recipe;

import aprendiz.transformers.training.objective.Classes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How labels count in a loss.
 *
 * @param balanced each label the same, however many examples it has: scikit-learn's {@code class_weight="balanced"}
 * @param smoothing what part of the certainty is spread over all labels
 */
public record Weighing(boolean balanced, double smoothing) {

    /** As they come. */
    public static final Weighing ALIKE = new Weighing(false, 0);

    /** @param truth of the training part, the place of each example's label */
    public Classes classes(int[] truth, int labels) {
        if (!balanced) {
            return new Classes(smoothing, List.of());
        }
        double[] counts = new double[labels];
        Arrays.stream(truth).forEach(label -> counts[label]++);
        List<Double> weights = new ArrayList<>();
        for (double count : counts) {
            weights.add(truth.length / (labels * Math.max(1, count)));
        }
        return new Classes(smoothing, weights);
    }
}
