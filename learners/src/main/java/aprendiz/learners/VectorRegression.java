package aprendiz.learners;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression over vectors, as scikit-learn's {@code LogisticRegression} learns it: {@code softmax(W x + b)}, for
 * labels by their places.
 */
public final class VectorRegression {

    private final float[][] weights;
    private final float[] intercepts;

    /**
     * Learns.
     *
     * @param vectors at least one, all of one length
     * @param truth the label of each
     * @param labels how many there are; two or more
     * @param cost C: more lets it follow its examples more closely; above 0
     * @param balanced every label counts the same, however many examples it has
     */
    public VectorRegression(float[][] vectors, int[] truth, int labels, double cost, boolean balanced) {
        int width = vectors[0].length;
        List<SparseVector> rows = Arrays.stream(vectors).map(SparseVector::of).toList();
        LogisticRegression regression = new LogisticRegression(rows, truth, labels, width, cost, balanced);
        weights = new float[labels][width];
        intercepts = new float[labels];
        for (int label = 0; label < labels; label++) {
            double[] row = regression.row(label);
            for (int i = 0; i < width; i++) {
                weights[label][i] = (float) row[i];
            }
            intercepts[label] = (float) row[width];
        }
    }

    /** W, {@code [labels][width]}; of two labels the first row is 0. */
    public float[][] weights() {
        return Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
    }

    /** b, {@code [labels]}. */
    public float[] intercepts() {
        return intercepts.clone();
    }
}
