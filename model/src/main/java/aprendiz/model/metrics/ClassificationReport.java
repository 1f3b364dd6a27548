package aprendiz.model.metrics;

import aprendiz.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What a confusion matrix comes down to, as scikit-learn's {@code precision_recall_fscore_support} computes it with
 * {@code zero_division=0}: a ratio whose denominator is 0 counts as 0.
 *
 * @param accuracy share of examples answered with their true label
 * @param accuracyInterval 95 % confidence interval of the accuracy, by Wilson's score
 * @param classes one for each label of the matrix, in its order
 * @param macro mean over the labels that are true or answered for some example, each counting the same
 * @param weighted mean over the labels, each counting by its support
 */
public record ClassificationReport(
        double accuracy, Interval accuracyInterval, List<ClassScores> classes, Scores macro, Scores weighted) {

    /**
     * All in 0 to 1.
     *
     * @param precision of the examples answered with the label, the share that has it
     * @param recall of the examples that have the label, the share answered with it
     * @param f1 harmonic mean of the two
     */
    public record Scores(double precision, double recall, double f1) {}

    /**
     * The scores of one label.
     *
     * @param support how many examples have the label
     * @param answered how many examples were answered with it
     */
    public record ClassScores(String label, Scores scores, long support, long answered) {}

    public ClassificationReport {
        classes = List.copyOf(classes);
    }

    /**
     * Computes the report.
     *
     * @throws Problem of kind INVALID if the matrix counts no example
     */
    public static ClassificationReport of(ConfusionMatrix matrix) {
        long total = matrix.total();
        if (total == 0) {
            throw Problem.invalid("Nothing to measure", "no example was answered");
        }
        List<ClassScores> classes = new ArrayList<>();
        for (int i = 0; i < matrix.labels().size(); i++) {
            long hits = matrix.count(i, i);
            long answered = matrix.answered(i);
            long support = matrix.support(i);
            Scores scores =
                    new Scores(ratio(hits, answered), ratio(hits, support), ratio(2 * hits, answered + support));
            classes.add(new ClassScores(matrix.labels().get(i), scores, support, answered));
        }
        return new ClassificationReport(
                ratio(matrix.correct(), total),
                Interval.wilson(matrix.correct(), total),
                classes,
                mean(classes, one -> one.support() + one.answered() > 0 ? 1 : 0),
                mean(classes, ClassScores::support));
    }

    /** The figures by the names that gates and manifests use: accuracy, macro-f1, weighted-f1. */
    public SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("accuracy", accuracy);
        metrics.put("macro-f1", macro.f1());
        metrics.put("weighted-f1", weighted.f1());
        return metrics;
    }

    private static Scores mean(List<ClassScores> classes, ToDoubleFunction<ClassScores> weight) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double weights = 0;
        for (ClassScores one : classes) {
            double w = weight.applyAsDouble(one);
            precision += w * one.scores().precision();
            recall += w * one.scores().recall();
            f1 += w * one.scores().f1();
            weights += w;
        }
        return new Scores(precision / weights, recall / weights, f1 / weights);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
