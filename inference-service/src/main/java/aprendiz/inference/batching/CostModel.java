package aprendiz.inference.batching;

/**
 * How long an engine takes: a fixed part for each call, one for each token, and one for each pair of tokens of a text that
 * attend to each other.
 */
public record CostModel(double perCall, double perToken, double perPair) {

    /** When nothing is known. */
    public static final CostModel NONE = new CostModel(0, 0, 0);

    /** For so many texts of that length, computed at once, in nanoseconds. */
    public double nanos(int rows, int length) {
        double computed = (double) rows * length;
        return perCall + perToken * computed + perPair * computed * length;
    }
}
