package aprendiz.training.run;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How much more accurate one model is than another on the same texts.
 *
 * @param accuracy the difference
 * @param low of its 95 % interval
 * @param high of its 95 % interval
 */
public record Gain(double accuracy, double low, double high) {

    private static final int SAMPLES = 2000;

    /**
     * The paired percentile bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3):
     * texts are drawn with replacement, both models' answers to a text together.
     *
     * @param ours whether each text was answered rightly
     * @param theirs the same of the other model, for the same texts
     */
    static Gain of(List<Boolean> ours, List<Boolean> theirs, long seed) {
        int n = ours.size();
        int[] difference = new int[n];
        for (int i = 0; i < n; i++) {
            difference[i] = (ours.get(i) ? 1 : 0) - (theirs.get(i) ? 1 : 0);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] samples = new double[SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            int sum = 0;
            for (int i = 0; i < n; i++) {
                sum += difference[random.nextInt(n)];
            }
            samples[sample] = (double) sum / n;
        }
        Arrays.sort(samples);
        return new Gain(
                (double) Arrays.stream(difference).sum() / n,
                samples[(int) (0.025 * SAMPLES)],
                samples[(int) (0.975 * SAMPLES) - 1]);
    }
}
