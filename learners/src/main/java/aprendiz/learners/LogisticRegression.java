package aprendiz.learners;

import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression with scikit-learn's objective, for labels by their places:
 *
 * <pre>
 *   min over W, b:  ½ ‖W‖² + C · Σ weight(yᵢ) · −ln softmax(W xᵢ + b)[yᵢ]
 * </pre>
 *
 * <p>Two labels share one row of weights, whose score is the second's against the first's 0. Intercepts b are not held back.
 */
final class LogisticRegression {

    /** Of the gradient, once the objective is divided by the examples' weights. */
    private static final double FLAT = 1e-6;

    private final int labels;
    private final int rows;
    private final int width;
    /** Row by row: weights, then the intercept. */
    private final double[] weights;

    /**
     * Learns.
     *
     * @param features how many numbers a vector has
     * @param cost C, by which the examples count more than the weights' smallness
     * @param balanced every label counts the same, however many examples it has
     */
    LogisticRegression(
            List<SparseVector> vectors, int[] truth, int labels, int features, double cost, boolean balanced) {
        this.labels = labels;
        this.rows = labels == 2 ? 1 : labels;
        this.width = features + 1;
        this.weights = new double[rows * width];
        double[] counts = new double[labels];
        for (int label : truth) {
            counts[label]++;
        }
        double[] labelWeights = new double[labels];
        for (int label = 0; label < labels; label++) {
            labelWeights[label] = balanced ? truth.length / (labels * counts[label]) : 1;
        }
        Lbfgs.minimise(
                (place, gradient) -> objective(vectors, truth, labelWeights, cost, place, gradient), weights, FLAT);
    }

    private double objective(
            List<SparseVector> vectors,
            int[] truth,
            double[] labelWeights,
            double cost,
            double[] place,
            double[] gradient) {
        double examples = 0;
        for (int label : truth) {
            examples += labelWeights[label];
        }
        double scale = 1 / (cost * examples);
        double value = 0;
        for (int row = 0; row < rows; row++) {
            for (int i = row * width; i < (row + 1) * width - 1; i++) {
                value += place[i] * place[i] * scale / 2;
                gradient[i] = place[i] * scale;
            }
            gradient[(row + 1) * width - 1] = 0;
        }
        for (int example = 0; example < truth.length; example++) {
            double weight = labelWeights[truth[example]] / examples;
            SparseVector vector = vectors.get(example);
            double[] probabilities = probabilities(vector, place);
            value -= weight * Math.log(Math.max(probabilities[truth[example]], Double.MIN_NORMAL));
            for (int row = 0; row < rows; row++) {
                int label = labels == 2 ? 1 : row;
                double error = probabilities[label] - (truth[example] == label ? 1 : 0);
                vector.addTo(gradient, row * width, weight * error);
                gradient[(row + 1) * width - 1] += weight * error;
            }
        }
        return value;
    }

    /** What makes a label's score: the weights, then the intercept; of two labels the first scores 0. */
    double[] row(int label) {
        if (rows == labels) {
            return Arrays.copyOfRange(weights, label * width, (label + 1) * width);
        }
        return label == 0 ? new double[width] : weights.clone();
    }

    /** Of each label. */
    double[] probabilities(SparseVector vector) {
        return probabilities(vector, weights);
    }

    private double[] probabilities(SparseVector vector, double[] place) {
        double[] scores = new double[labels];
        double highest = labels == 2 ? 0 : Double.NEGATIVE_INFINITY;
        for (int row = 0; row < rows; row++) {
            int label = labels == 2 ? 1 : row;
            scores[label] = vector.times(place, row * width) + place[(row + 1) * width - 1];
            highest = Math.max(highest, scores[label]);
        }
        double sum = 0;
        for (int label = 0; label < labels; label++) {
            scores[label] = Math.exp(scores[label] - highest);
            sum += scores[label];
        }
        for (int label = 0; label < labels; label++) {
            scores[label] /= sum;
        }
        return scores;
    }
}
