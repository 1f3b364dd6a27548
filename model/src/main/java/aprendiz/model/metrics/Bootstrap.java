package aprendiz.model.metrics;

import aprendiz.model.Problem;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The percentile bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3): examples are
 * drawn with replacement, as many as there are, and a figure's 95 % interval is where the middle 95 % of the draws put it.
 *
 * @param draws how many
 * @param seed the same one gives the same draws
 */
public record Bootstrap(int draws, long seed) {

    private static final int USUAL = 1000;
    private static final double TAIL = 0.025;

    public Bootstrap {
        if (draws < 40) {
            throw Problem.invalid("Bad bootstrap", draws + " draws have no outer 2.5 %; 1000 are usual");
        }
    }

    public static Bootstrap of(long seed) {
        return new Bootstrap(USUAL, seed);
    }

    /** As {@link #intervals}, of one figure. */
    public Interval interval(int examples, Statistic statistic) {
        return intervals(examples, Map.of("", statistic)).getOrDefault("", new Interval(Double.NaN, Double.NaN));
    }

    /**
     * The intervals of figures on the same draws.
     *
     * @return by name; a figure that is undefined in most draws has none
     */
    public SortedMap<String, Interval> intervals(int examples, Map<String, Statistic> statistics) {
        if (examples < 1) {
            throw Problem.invalid("Nothing to measure", "no example was answered");
        }
        SplittableRandom random = new SplittableRandom(seed);
        SortedMap<String, double[]> figures = new TreeMap<>();
        statistics.keySet().forEach(name -> figures.put(name, new double[draws]));
        int[] times = new int[examples];
        for (int draw = 0; draw < draws; draw++) {
            Arrays.fill(times, 0);
            for (int i = 0; i < examples; i++) {
                times[random.nextInt(examples)]++;
            }
            for (Map.Entry<String, double[]> figure : figures.entrySet()) {
                figure.getValue()[draw] = statistics.get(figure.getKey()).of(times);
            }
        }
        SortedMap<String, Interval> intervals = new TreeMap<>();
        figures.forEach((name, values) -> {
            double[] defined =
                    Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
            if (2 * defined.length > draws) {
                intervals.put(name, new Interval(quantile(defined, TAIL), quantile(defined, 1 - TAIL)));
            }
        });
        return intervals;
    }

    /** Between neighbours in proportion, as numpy's percentile. */
    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
