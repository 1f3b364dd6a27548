package aprendiz.learners;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A vector of mostly zeros: the places of the others, rising, and their values. */
final class SparseVector {

    private final int[] places;
    private final double[] values;

    /** Keeps the arrays. */
    SparseVector(int[] places, double[] values) {
        this.places = places;
        this.values = values;
    }

    /** One of which nothing is known to be zero. */
    static SparseVector of(float[] values) {
        double[] all = new double[values.length];
        Arrays.setAll(all, i -> values[i]);
        return new SparseVector(IntStream.range(0, values.length).toArray(), all);
    }

    /** The product with a row of a matrix that begins at {@code offset}. */
    double times(double[] matrix, int offset) {
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            sum += values[i] * matrix[offset + places[i]];
        }
        return sum;
    }

    /** Adds a multiple of this to a row of a matrix. */
    void addTo(double[] matrix, int offset, double factor) {
        for (int i = 0; i < places.length; i++) {
            matrix[offset + places[i]] += factor * values[i];
        }
    }
}
