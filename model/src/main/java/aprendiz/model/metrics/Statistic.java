package aprendiz.model.metrics;

import java.util.Arrays;

/** A figure of some examples that can be computed again for any draw of them. */
@FunctionalInterface
public interface Statistic {

    /**
     * The figure of a draw.
     *
     * @param times how often each example was drawn, in the order of the examples
     * @return not a number where the draw leaves it undefined
     */
    double of(int[] times);

    /** The mean of a number of each example. */
    static Statistic mean(double[] numbers) {
        return times -> {
            double sum = 0;
            double all = 0;
            for (int i = 0; i < numbers.length; i++) {
                sum += times[i] * numbers[i];
                all += times[i];
            }
            return sum / all;
        };
    }

    /** The figure of all examples, each taken once. */
    default double ofAll(int examples) {
        int[] times = new int[examples];
        Arrays.fill(times, 1);
        return of(times);
    }
}
