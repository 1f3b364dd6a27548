package aprendiz.transformers.training;

import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Parameter;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Weights before any training, as Hugging Face's BERT makes them. Each tensor depends on the seed and its name only. */
record NewWeights(Family family, Seed seed) {

    /** Puts the elements, in row-major order, into a buffer that just holds them. */
    void fill(Parameter parameter, FloatBuffer values) {
        switch (parameter.origin()) {
            case NORMAL -> fillNormal(parameter, values);
            case NORMAL_BUT_PADDING -> {
                fillNormal(parameter, values);
                int width = Math.toIntExact(parameter.dims().getLast());
                values.put(family.padding() * width, new float[width]);
            }
            case ZEROS, ZEROS_DECAYING -> values.put(new float[values.remaining()]);
            case KAIMING -> fillKaiming(parameter, values);
            case ONES -> {
                while (values.hasRemaining()) {
                    values.put(1);
                }
            }
        }
    }

    private void fillKaiming(Parameter parameter, FloatBuffer values) {
        SplittableRandom random = new SplittableRandom(seed.of(parameter.name(), 0));
        double bound = 1 / Math.sqrt(parameter.dims().getLast());
        while (values.hasRemaining()) {
            values.put((float) random.nextDouble(-bound, bound));
        }
    }

    private void fillNormal(Parameter parameter, FloatBuffer values) {
        SplittableRandom random = new SplittableRandom(seed.of(parameter.name(), 0)); // 20 million numbers: a fast one
        while (values.hasRemaining()) {
            values.put((float) (random.nextGaussian() * family.initializerRange()));
        }
    }
}
