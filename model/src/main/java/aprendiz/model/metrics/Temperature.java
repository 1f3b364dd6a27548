package aprendiz.model.metrics;

/**
 * One number that all logits are divided by, so that a model is as sure as it is right (Guo et al. 2017, section 4.2). It
 * changes no answer. Probabilities serve as logits by their logarithms.
 */
public final class Temperature {

    /** A float holds no smaller probability that is not 0. */
    private static final double LEAST = 1e-38;

    private static final double LOWEST = 0.01;
    private static final double HIGHEST = 100;
    private static final int HALVINGS = 100;

    private Temperature() {}

    /**
     * The temperature under which the true labels are most probable, from 0.01 to 100. The mean negative log-likelihood is
     * convex in 1/T, so its slope is halved into.
     *
     * @param probabilities {@code [examples][labels]} of examples that were not learned from
     * @param truth the place of each example's label
     */
    public static double fit(float[][] probabilities, int[] truth) {
        double low = 1 / HIGHEST;
        double high = 1 / LOWEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (slope(probabilities, truth, middle) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return 1 / Math.sqrt(low * high);
    }

    /** Of the negative log-likelihood by the inverse temperature: what the logits are expected to be, less the true one's. */
    private static double slope(float[][] probabilities, int[] truth, double inverse) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            float[] row = probabilities[i];
            double highest = log(row[Tally.likeliest(row)]);
            double weights = 0;
            double expected = 0;
            for (float probability : row) {
                double logit = log(probability);
                double weight = Math.exp(inverse * (logit - highest));
                weights += weight;
                expected += weight * logit;
            }
            sum += expected / weights - log(row[truth[i]]);
        }
        return sum;
    }

    /** What the probabilities become. */
    public static float[][] scale(float[][] probabilities, double temperature) {
        float[][] scaled = new float[probabilities.length][];
        for (int i = 0; i < scaled.length; i++) {
            float[] row = probabilities[i];
            double highest = log(row[Tally.likeliest(row)]);
            double[] weights = new double[row.length];
            double sum = 0;
            for (int label = 0; label < row.length; label++) {
                weights[label] = Math.exp((log(row[label]) - highest) / temperature);
                sum += weights[label];
            }
            scaled[i] = new float[row.length];
            for (int label = 0; label < row.length; label++) {
                scaled[i][label] = (float) (weights[label] / sum);
            }
        }
        return scaled;
    }

    private static double log(float probability) {
        return Math.log(Math.max(probability, LEAST));
    }
}
