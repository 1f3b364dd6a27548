package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.tasks.FeatureExtraction;
import aprendiz.transformers.tasks.TextClassification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearHeadTest {

    private static final List<String> LABELS = List.of("bad", "fair", "good");
    private static final List<String> TEXTS = List.of("the room was clean", "dirty!", "", "not so good , not so bad");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bert-base", "distilbert-base", "distilbert-token-classification"})
    void isLinearInTheFirstToken(String name) throws IOException {
        Path trunk = new TinyNetwork(name).folder();
        int hidden = new TinyNetwork(name).config().hiddenSize();
        Random random = new Random(1);
        float[][] weights = new float[LABELS.size()][hidden];
        float[] intercepts = new float[LABELS.size()];
        for (int label = 0; label < LABELS.size(); label++) {
            intercepts[label] = (float) random.nextGaussian();
            for (int i = 0; i < hidden; i++) {
                weights[label][i] = (float) random.nextGaussian();
            }
        }
        LinearHead.write(trunk, LABELS, weights, intercepts, folder.resolve("result"));

        ModelConfig config = new Checkpoint(folder.resolve("result")).config();
        assertThat(config.architectures()).singleElement().asString().endsWith("ForSequenceClassification");
        assertThat(config.labels()).isEqualTo(LABELS);
        try (FeatureExtraction extraction = FeatureExtraction.load(trunk);
                TextClassification classifier = TextClassification.load(folder.resolve("result"))) {
            float[][][] vectors = extraction.tokenVectors(TEXTS);
            float[][] logits = classifier.scores(TEXTS, TextClassification.Function.NONE);
            for (int text = 0; text < TEXTS.size(); text++) {
                for (int label = 0; label < LABELS.size(); label++) {
                    double expected = intercepts[label];
                    for (int i = 0; i < hidden; i++) {
                        expected += weights[label][i] * vectors[text][0][i];
                    }
                    assertThat((double) logits[text][label]).isCloseTo(expected, within(1e-4));
                }
            }
        }
    }
}
