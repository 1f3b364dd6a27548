package aprendiz.model.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve: how probably an example that has a label is scored above one that has it not, ties counting
 * half (Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve", 1982).
 */
public final class RocAuc implements Statistic {

    private final double[] scores;
    private final boolean[] positive;
    private final int[] rising;

    /**
     * Takes copies.
     *
     * @param scores of each example, more for a label that is surer
     * @param positive whether each example has the label
     */
    public RocAuc(double[] scores, boolean[] positive) {
        this.scores = scores.clone();
        this.positive = positive.clone();
        this.rising = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Not a number where the drawn examples all have the label, or none has. */
    @Override
    public double of(int[] times) {
        double ordered = 0;
        double below = 0;
        double positives = 0;
        for (int from = 0; from < rising.length; ) {
            double score = scores[rising[from]];
            double with = 0;
            double without = 0;
            for (; from < rising.length && scores[rising[from]] == score; from++) {
                int example = rising[from];
                with += positive[example] ? times[example] : 0;
                without += positive[example] ? 0 : times[example];
            }
            ordered += with * (below + without / 2);
            below += without;
            positives += with;
        }
        return positives * below == 0 ? Double.NaN : ordered / (positives * below);
    }

    /**
     * The curve of the second of two labels, or else the mean of each label's curve against the rest, over the labels that
     * have one: scikit-learn's {@code roc_auc_score(multi_class="ovr", average="macro")}.
     *
     * @param probabilities {@code [examples][labels]}
     * @param truth the place of each example's label
     */
    public static Statistic ofOne(float[][] probabilities, int[] truth) {
        int labels = probabilities.length == 0 ? 0 : probabilities[0].length;
        boolean[][] has = new boolean[truth.length][labels];
        for (int i = 0; i < truth.length; i++) {
            has[i][truth[i]] = true;
        }
        return labels == 2 ? of(probabilities, has, 1) : ofMany(probabilities, has);
    }

    /** As {@link #ofOne}, where each example has any number of labels: {@code truth} is {@code [examples][labels]}. */
    public static Statistic ofMany(float[][] probabilities, boolean[][] truth) {
        List<RocAuc> curves = new ArrayList<>();
        for (int label = 0; probabilities.length > 0 && label < probabilities[0].length; label++) {
            curves.add(of(probabilities, truth, label));
        }
        return times -> curves.stream()
                .mapToDouble(curve -> curve.of(times))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static RocAuc of(float[][] probabilities, boolean[][] truth, int label) {
        double[] scores = new double[probabilities.length];
        boolean[] positive = new boolean[probabilities.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = probabilities[i][label];
            positive[i] = truth[i][label];
        }
        return new RocAuc(scores, positive);
    }
}
