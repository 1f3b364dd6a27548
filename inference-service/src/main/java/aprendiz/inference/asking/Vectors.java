package aprendiz.inference.asking;

/** Arithmetic of vectors. */
final class Vectors {

    private static final double LEAST_NORM = 1e-12;

    private Vectors() {}

    /** The vector with the length 1. */
    static float[] normalized(float[] vector) {
        double sum = 0;
        for (float number : vector) {
            sum += (double) number * number;
        }
        double norm = Math.max(Math.sqrt(sum), LEAST_NORM);
        float[] normal = new float[vector.length];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = (float) (vector[i] / norm);
        }
        return normal;
    }
}
