package aprendiz.model.metrics;

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

    /** The figure of all examples, each taken once. */
    default double ofAll(int examples) {
        int[] times = new int[examples];
        java.util.Arrays.fill(times, 1);
        return of(times);
    }
}
