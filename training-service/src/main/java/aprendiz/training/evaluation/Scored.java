package aprendiz.training.evaluation;

import aprendiz.model.metrics.Bootstrap;
import aprendiz.model.metrics.Calibration;
import aprendiz.model.metrics.ClassificationReport;
import aprendiz.model.metrics.ConfusionMatrix;
import aprendiz.model.metrics.Interval;
import aprendiz.model.metrics.RocAuc;
import aprendiz.model.metrics.Statistic;
import aprendiz.model.metrics.Tally;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a model answered the test part.
 *
 * @param metrics by the names that gates and manifests use
 * @param intervals at 95 %, of those metrics that have one
 * @param detail what else there is to say
 * @param statistics of any draw of the test part, for comparing models on the same draws
 * @param examples how many the part has
 */
public record Scored(
        SortedMap<String, Double> metrics,
        SortedMap<String, Interval> intervals,
        @JsonUnwrapped Detail detail,
        @JsonIgnore Map<String, Statistic> statistics,
        @JsonIgnore int examples) {

    /** A float holds no smaller probability that is not 0. */
    private static final double LEAST_PROBABILITY = 1e-38;

    /** A curve for each label on each draw takes its time. */
    private static final int MOST_CURVES = 20;

    /** Metrics as they are, and the intervals of those that can be computed again on draws. */
    public static Scored of(
            SortedMap<String, Double> metrics,
            Detail detail,
            Map<String, Statistic> statistics,
            int examples,
            long seed) {
        return new Scored(metrics, Bootstrap.of(seed).intervals(examples, statistics), detail, statistics, examples);
    }

    /**
     * Answers of a model that says how probable each label is.
     *
     * @param truth the place of each example's label
     * @param probabilities {@code [examples][labels]}
     * @param temperature of its calibration, found on the validation part
     */
    public static Scored ofLabels(
            List<String> labels, int[] truth, float[][] probabilities, double temperature, long seed) {
        int[] answers = new int[truth.length];
        double[] losses = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            answers[i] = Tally.likeliest(probabilities[i]);
            losses[i] = -Math.log(Math.max(probabilities[i][truth[i]], LEAST_PROBABILITY));
        }
        Map<String, Statistic> statistics = statistics(labels.size(), truth, answers);
        statistics.put("loss", Statistic.mean(losses));
        statistics.put("ece", Calibration.error(probabilities, truth));
        Statistic area = RocAuc.ofOne(probabilities, truth);
        if (labels.size() <= MOST_CURVES) {
            statistics.put("roc-auc", area);
        }
        Calibration calibration = Calibration.of(probabilities, truth, temperature);
        Scored scored = of(labels, truth, answers, calibration, statistics, seed);
        scored.metrics.put("loss", Statistic.mean(losses).ofAll(truth.length));
        scored.metrics.put("ece", calibration.error());
        double surface = area.ofAll(truth.length);
        if (Double.isFinite(surface)) {
            scored.metrics.put("roc-auc", surface);
        }
        return scored;
    }

    /** Answers of a model that names one label and says no more. */
    public static Scored ofLabels(List<String> labels, int[] truth, int[] answers, long seed) {
        return of(labels, truth, answers, null, statistics(labels.size(), truth, answers), seed);
    }

    private static Scored of(
            List<String> labels,
            int[] truth,
            int[] answers,
            Calibration calibration,
            Map<String, Statistic> statistics,
            long seed) {
        ConfusionMatrix confusion = ConfusionMatrix.of(labels, named(labels, truth), named(labels, answers));
        ClassificationReport report = ClassificationReport.of(confusion);
        Detail detail = new Detail.Labels(report, confusion, calibration);
        Scored scored = of(report.metrics(), detail, statistics, truth.length, seed);
        scored.intervals.put("accuracy", report.accuracyInterval());
        return scored;
    }

    private static Map<String, Statistic> statistics(int labels, int[] truth, int[] answers) {
        Map<String, Statistic> statistics = new TreeMap<>();
        statistics.put(
                "accuracy", times -> Tally.ofOne(labels, truth, answers, times).accuracy());
        statistics.put(
                "macro-f1", times -> Tally.ofOne(labels, truth, answers, times).macroF1());
        statistics.put(
                "weighted-f1",
                times -> Tally.ofOne(labels, truth, answers, times).weightedF1());
        statistics.put(
                "mcc", times -> Tally.ofOne(labels, truth, answers, times).matthews());
        return statistics;
    }

    private static List<String> named(List<String> labels, int[] places) {
        List<String> names = new ArrayList<>();
        for (int place : places) {
            names.add(labels.get(place));
        }
        return names;
    }
}
