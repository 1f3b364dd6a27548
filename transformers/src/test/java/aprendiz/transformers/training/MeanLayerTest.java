package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.tasks.FeatureExtraction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeanLayerTest {

    private static final List<String> TEXTS = List.of("the room was clean", "dirty!", "", "not so good , not so bad");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bert-base", "distilbert-base"})
    void makesTheFirstTokenTheMeanOfAll(String name) throws IOException {
        Path trunk = new TinyNetwork(name).folder();
        MeanLayer.write(trunk, folder);
        try (FeatureExtraction shallow = FeatureExtraction.load(trunk);
                FeatureExtraction deeper = FeatureExtraction.load(folder)) {
            float[][] means = shallow.embed(TEXTS);
            float[][][] tokens = deeper.tokenVectors(TEXTS);
            for (int text = 0; text < TEXTS.size(); text++) {
                double[] expected = norm(means[text]);
                for (int i = 0; i < expected.length; i++) {
                    assertThat((double) tokens[text][0][i]).isCloseTo(expected[i], within(0.01));
                }
            }
        }
    }

    private static double[] norm(float[] vector) {
        double mean = 0;
        for (float value : vector) {
            mean += value / vector.length;
        }
        double variance = 0;
        for (float value : vector) {
            variance += (value - mean) * (value - mean) / vector.length;
        }
        double[] normed = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            normed[i] = (vector[i] - mean) / Math.sqrt(variance);
        }
        return normed;
    }
}
