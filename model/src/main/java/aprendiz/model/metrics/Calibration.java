package aprendiz.model.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a model is right as often as it is sure (Guo et al., "On Calibration of Modern Neural Networks", 2017).
 *
 * @param temperature what scales the logits best, found on the validation part, see {@link Temperature}
 * @param error expected calibration error of the answers as they are
 * @param scaledError the same after the logits were divided by the temperature
 * @param bins of the answers as they are: the reliability diagram; empty ones are left out
 */
public record Calibration(double temperature, double error, double scaledError, List<Bin> bins) {

    private static final int BINS = 15;

    /**
     * Answers that are about as sure.
     *
     * @param above the confidence that they exceed
     * @param upTo the confidence that they reach at most
     * @param examples how many
     * @param confidence their mean
     * @param accuracy how many of them are right
     */
    public record Bin(double above, double upTo, long examples, double confidence, double accuracy) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Measures the test part under a temperature of the validation part.
     *
     * @param probabilities {@code [examples][labels]}
     * @param truth the place of each example's label
     */
    public static Calibration of(float[][] probabilities, int[] truth, double temperature) {
        int[] once = new int[truth.length];
        Arrays.fill(once, 1);
        float[][] scaled = Temperature.scale(probabilities, temperature);
        return new Calibration(
                temperature,
                error(probabilities, truth).of(once),
                error(scaled, truth).of(once),
                bins(probabilities, truth, once));
    }

    /**
     * The expected calibration error: the mean distance of confidence and accuracy over 15 bins of equal width, by their
     * examples.
     */
    public static Statistic error(float[][] probabilities, int[] truth) {
        return times -> {
            double distance = 0;
            double all = 0;
            for (Bin bin : bins(probabilities, truth, times)) {
                distance += bin.examples * Math.abs(bin.accuracy - bin.confidence);
                all += bin.examples;
            }
            return all == 0 ? Double.NaN : distance / all;
        };
    }

    private static List<Bin> bins(float[][] probabilities, int[] truth, int[] times) {
        long[] examples = new long[BINS];
        double[] confidence = new double[BINS];
        double[] right = new double[BINS];
        for (int i = 0; i < truth.length; i++) {
            int best = Tally.likeliest(probabilities[i]);
            double sure = probabilities[i][best];
            int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(sure * BINS) - 1));
            examples[bin] += times[i];
            confidence[bin] += times[i] * sure;
            right[bin] += best == truth[i] ? times[i] : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (examples[bin] > 0) {
                bins.add(new Bin(
                        (double) bin / BINS,
                        (double) (bin + 1) / BINS,
                        examples[bin],
                        confidence[bin] / examples[bin],
                        right[bin] / examples[bin]));
            }
        }
        return bins;
    }
}
