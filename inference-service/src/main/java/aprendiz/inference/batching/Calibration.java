package aprendiz.inference.batching;

import java.util.List;

/**
 * Fits a {@link CostModel} to what was measured: least squares of relative errors. A part that would come out negative is
 * left out.
 */
final class Calibration {

    /** One batch that was computed. */
    record Sample(int rows, int length, long nanos) {
        private double[] features() {
            double tokens = (double) rows * length;
            return new double[] {1, tokens, tokens * length};
        }
    }

    /** Which parts are tried together, until none is negative. */
    private static final int[][] CHOICES = {{0, 1, 2}, {0, 1}, {1, 2}, {1}};

    private Calibration() {}

    static CostModel of(List<Sample> samples) {
        for (int[] parts : CHOICES) {
            double[] fit = fit(samples, parts);
            boolean sensible = true;
            double[] model = new double[3];
            for (int i = 0; i < parts.length; i++) {
                model[parts[i]] = fit[i];
                sensible &= fit[i] >= 0;
            }
            if (sensible) {
                return new CostModel(model[0], model[1], model[2]);
            }
        }
        return CostModel.NONE;
    }

    /** Solves the normal equations of the chosen parts, each sample weighed by one over its time. */
    private static double[] fit(List<Sample> samples, int[] parts) {
        int n = parts.length;
        double[][] a = new double[n][n + 1];
        for (Sample sample : samples) {
            double[] features = sample.features();
            double weight = 1.0 / Math.max(1, sample.nanos());
            for (int row = 0; row < n; row++) {
                double left = features[parts[row]] * weight;
                for (int column = 0; column < n; column++) {
                    a[row][column] += left * features[parts[column]] * weight;
                }
                a[row][n] += left;
            }
        }
        return solved(a);
    }

    /** Gauss-Jordan without pivoting, which a positive definite matrix does not need; NaN where it is none. */
    private static double[] solved(double[][] a) {
        int n = a.length;
        for (int pivot = 0; pivot < n; pivot++) {
            for (int row = 0; row < n; row++) {
                double factor = row == pivot ? 0 : a[row][pivot] / a[pivot][pivot];
                for (int column = pivot; column <= n; column++) {
                    a[row][column] -= factor * a[pivot][column];
                }
            }
        }
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = a[i][n] / a[i][i];
        }
        return x;
    }
}
