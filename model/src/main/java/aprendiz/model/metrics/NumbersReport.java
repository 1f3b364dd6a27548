package aprendiz.model.metrics;

import aprendiz.model.Problem;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How near numbers came to the true ones.
 *
 * @param pearson linear correlation, as scipy computes it; not a number where one side is always the same
 * @param spearman correlation of the ranks, as scipy computes it; equals share their mean rank
 * @param meanAbsoluteError mean distance
 * @param rootMeanSquaredError root of the mean squared distance
 */
public record NumbersReport(double pearson, double spearman, double meanAbsoluteError, double rootMeanSquaredError) {

    /** @throws Problem of kind INVALID if there is nothing, or not as many of both */
    public static NumbersReport of(double[] truth, double[] answers) {
        if (truth.length == 0 || truth.length != answers.length) {
            throw Problem.invalid(
                    "Bad evaluation", truth.length + " true numbers cannot be compared with " + answers.length);
        }
        return new NumbersReport(
                pearson(truth, answers).ofAll(truth.length),
                spearman(truth, answers).ofAll(truth.length),
                absoluteError(truth, answers).ofAll(truth.length),
                Math.sqrt(squaredError(truth, answers).ofAll(truth.length)));
    }

    public static Statistic pearson(double[] truth, double[] answers) {
        return times -> correlation(truth, answers, times);
    }

    public static Statistic spearman(double[] truth, double[] answers) {
        int[] byTruth = rising(truth);
        int[] byAnswer = rising(answers);
        return times -> correlation(ranks(truth, byTruth, times), ranks(answers, byAnswer, times), times);
    }

    public static Statistic absoluteError(double[] truth, double[] answers) {
        return Statistic.mean(IntStream.range(0, truth.length)
                .mapToDouble(i -> Math.abs(truth[i] - answers[i]))
                .toArray());
    }

    private static Statistic squaredError(double[] truth, double[] answers) {
        return Statistic.mean(IntStream.range(0, truth.length)
                .mapToDouble(i -> (truth[i] - answers[i]) * (truth[i] - answers[i]))
                .toArray());
    }

    /** The figures by the names that gates and manifests use; those that are no numbers are left out. */
    public SortedMap<String, Double> metrics() {
        SortedMap<String, Double> metrics = new TreeMap<>();
        metrics.put("pearson", pearson);
        metrics.put("spearman", spearman);
        metrics.put("mae", meanAbsoluteError);
        metrics.put("rmse", rootMeanSquaredError);
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }

    private static double correlation(double[] xs, double[] ys, int[] times) {
        double meanX = Statistic.mean(xs).of(times);
        double meanY = Statistic.mean(ys).of(times);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < xs.length; i++) {
            double x = xs[i] - meanX;
            double y = ys[i] - meanY;
            xy += times[i] * x * y;
            xx += times[i] * x * x;
            yy += times[i] * y * y;
        }
        return xx == 0 || yy == 0 ? Double.NaN : xy / Math.sqrt(xx) / Math.sqrt(yy);
    }

    private static int[] rising(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] ranks(double[] values, int[] rising, int[] times) {
        double[] ranks = new double[values.length];
        double below = 0;
        for (int from = 0; from < rising.length; ) {
            int to = from;
            double equals = 0;
            for (; to < rising.length && values[rising[to]] == values[rising[from]]; to++) {
                equals += times[rising[to]];
            }
            for (; from < to; from++) {
                ranks[rising[from]] = below + (equals + 1) / 2;
            }
            below += equals;
        }
        return ranks;
    }
}
