package aprendiz.model.metrics;

import aprendiz.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What label answers come down to, as scikit-learn's {@code precision_recall_fscore_support} computes it with
 * {@code zero_division=0}: a ratio whose denominator is 0 counts as 0.
 *
 * @param accuracy share of examples answered with their true label, or with all their true labels and no other
 * @param accuracyInterval 95 % confidence interval of the accuracy, by Wilson's score
 * @param classes one for each label, in order
 * @param micro of all labels taken together
 * @param macro mean over the labels that are true or answered for some example, each counting the same
 * @param weighted mean over the labels, each counting by its support
 * @param matthews correlation of truth and answers, from -1 to 1, see {@link Tally#matthews}
 */
public record ClassificationReport(
        double accuracy,
        Interval accuracyInterval,
        List<ClassScores> classes,
        Scores micro,
        Scores macro,
        Scores weighted,
        double matthews) {

    /**
     * All in 0 to 1.
     *
     * @param precision of the examples answered with the label, the share that has it
     * @param recall of the examples that have the label, the share answered with it
     * @param f1 harmonic mean of the two
     */
    public record Scores(double precision, double recall, double f1) {
        static Scores of(double hits, double answered, double support) {
            return new Scores(
                    Tally.ratio(hits, answered), Tally.ratio(hits, support), Tally.ratio(2 * hits, answered + support));
        }
    }

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
     * Computes the report of answers with one label each.
     *
     * @throws Problem of kind INVALID if the matrix counts no example
     */
    public static ClassificationReport of(ConfusionMatrix matrix) {
        Tally tally = new Tally(matrix.labels().size());
        for (int truth = 0; truth < matrix.labels().size(); truth++) {
            for (int answer = 0; answer < matrix.labels().size(); answer++) {
                tally.add(truth, answer, (double) matrix.count(truth, answer));
            }
        }
        return of(matrix.labels(), tally);
    }

    /**
     * As {@link #of(ConfusionMatrix)}, of what was counted already.
     *
     * @param labels in the order of the tally
     */
    public static ClassificationReport of(List<String> labels, Tally tally) {
        if (tally.total() == 0) {
            throw Problem.invalid("Nothing to measure", "no example was answered");
        }
        List<ClassScores> classes = new ArrayList<>();
        double hits = 0;
        for (int i = 0; i < labels.size(); i++) {
            Scores scores = Scores.of(tally.hits(i), tally.answered(i), tally.support(i));
            classes.add(new ClassScores(labels.get(i), scores, (long) tally.support(i), (long) tally.answered(i)));
            hits += tally.hits(i);
        }
        double answered =
                (double) classes.stream().mapToLong(ClassScores::answered).sum();
        double support =
                (double) classes.stream().mapToLong(ClassScores::support).sum();
        return new ClassificationReport(
                tally.accuracy(),
                Interval.wilson((long) tally.right(), (long) tally.total()),
                classes,
                Scores.of(hits, answered, support),
                mean(classes, one -> one.support() + one.answered() > 0 ? 1 : 0),
                mean(classes, ClassScores::support),
                tally.matthews());
    }

    /** The figures by the names that gates and manifests use: accuracy, macro-f1, mcc, weighted-f1. */
    public SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("accuracy", accuracy);
        metrics.put("macro-f1", macro.f1());
        metrics.put("weighted-f1", weighted.f1());
        metrics.put("mcc", matthews);
        return metrics;
    }

    static Scores mean(List<ClassScores> classes, ToDoubleFunction<ClassScores> weight) {
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
        return new Scores(Tally.ratio(precision, weights), Tally.ratio(recall, weights), Tally.ratio(f1, weights));
    }
}
