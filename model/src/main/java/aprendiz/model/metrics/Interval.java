package aprendiz.model.metrics;

import aprendiz.model.Problem;

/**
 * Where a figure probably lies.
 *
 * @param low end
 * @param high end
 */
public record Interval(double low, double high) {

    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * The 95 % score interval of a share (Wilson, "Probable inference, the law of succession, and statistical
     * inference", 1927), which holds for small samples and near 0 and 1 too.
     *
     * @param hits how many of the trials went right
     * @param trials at least 1
     */
    public static Interval wilson(long hits, long trials) {
        if (trials < 1 || hits < 0 || hits > trials) {
            throw Problem.invalid("Bad share", hits + " of " + trials + " is no share");
        }
        double p = (double) hits / trials;
        double z2n = Z * Z / trials;
        double centre = (p + z2n / 2) / (1 + z2n);
        double half = Z * Math.sqrt((p * (1 - p) + z2n / 4) / trials) / (1 + z2n);
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }
}
