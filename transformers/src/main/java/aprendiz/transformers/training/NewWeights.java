package aprendiz.transformers.training;

import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Parameter;
import java.util.Arrays;
import java.util.Random;

/** Weights before any training, as Hugging Face's BERT makes them. Each tensor depends on the seed and its name only. */
record NewWeights(Family family, Seed seed) {

    /** The elements in row-major order. */
    float[] of(Parameter parameter) {
        float[] values = new float[Math.toIntExact(parameter.elements())];
        switch (parameter.origin()) {
            case NORMAL -> fillNormal(values, parameter.name());
            case NORMAL_BUT_PADDING -> {
                fillNormal(values, parameter.name());
                int width = Math.toIntExact(parameter.dims().getLast());
                int row = family.padding() * width;
                Arrays.fill(values, row, row + width, 0);
            }
            case ZEROS -> {}
            case ONES -> Arrays.fill(values, 1);
        }
        return values;
    }

    private void fillNormal(float[] values, String name) {
        Random random = seed.random(name, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * family.initializerRange());
        }
    }
}
