package aprendiz.training.evaluation;

import aprendiz.model.metrics.Bootstrap;
import aprendiz.model.metrics.Interval;
import aprendiz.model.metrics.Statistic;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much higher a figure of one model is than the same figure of another, on the same test part.
 *
 * @param gain the difference
 * @param low of its 95 % interval
 * @param high of its 95 % interval
 */
public record Gain(double gain, double low, double high) {

    /**
     * The gains in each metric that both have, by the paired bootstrap: both models' answers to an example are drawn together.
     */
    public static SortedMap<String, Gain> of(Scored ours, Scored theirs, long seed) {
        Map<String, Statistic> differences = new TreeMap<>();
        ours.statistics().forEach((metric, statistic) -> {
            Statistic other = theirs.statistics().get(metric);
            if (other != null) {
                differences.put(metric, times -> statistic.of(times) - other.of(times));
            }
        });
        SortedMap<String, Interval> intervals = Bootstrap.of(seed).intervals(ours.examples(), differences);
        SortedMap<String, Gain> gains = new TreeMap<>();
        intervals.forEach((metric, interval) -> gains.put(
                metric,
                new Gain(ours.metrics().get(metric) - theirs.metrics().get(metric), interval.low(), interval.high())));
        return gains;
    }
}
