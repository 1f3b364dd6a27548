package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {

    @TempDir
    Path folder;

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 8, 32, 1e-3, 5e-3, 0.01, 0, 1, -1, 1, 42);

    @Test
    void stepsAsTransformersAndTorchDo() throws IOException {
        float[] losses = TinyBert.golden("losses");
        Schedule schedule = new Schedule(losses.length, 0);
        try (FineTuning tuning = tinyBert(SETTINGS)) {
            for (int step = 1; step <= losses.length; step++) {
                double loss = tuning.step(batch(), labels(), step, schedule.factor(step - 1));
                assertThat(loss).as("step %d", step).isCloseTo(losses[step - 1], within(1e-5));
            }
            for (String name : List.of(
                    "bert.embeddings.word_embeddings.weight",
                    "bert.embeddings.LayerNorm.weight",
                    "bert.encoder.layer.0.attention.self.query.weight",
                    "bert.encoder.layer.1.output.dense.bias",
                    "bert.pooler.dense.weight",
                    "classifier.weight",
                    "classifier.bias")) {
                assertThat(tuning.network().weights().values(name))
                        .as(name)
                        .containsExactly(TinyBert.golden("trained." + name), within(1e-5f));
            }
        }
    }

    @Test
    void keepsNoMemoryFromStepToStep() throws IOException {
        try (FineTuning tuning = tinyBert(SETTINGS)) {
            List<Integer> arrays = new ArrayList<>();
            for (int step = 1; step <= 300; step++) {
                tuning.step(batch(), labels(), step, 1);
                arrays.add(tuning.network().memory().getManagedArrays().size());
            }
            assertThat(arrays.getLast()).isEqualTo(arrays.getFirst());
        }
    }

    @Test
    void drawsTheSameDropoutForTheSameStepWhateverCameBefore() throws IOException {
        try (FineTuning tuning = tuning(TinyBert.withDropout(folder.resolve("dropout")), SETTINGS)) {
            double first = tuning.step(batch(), labels(), 5, 0);
            double other = tuning.step(batch(), labels(), 6, 0);
            assertThat(other).isNotEqualTo(first);
            assertThat(tuning.step(batch(), labels(), 5, 0)).isEqualTo(first);
        }
    }

    @Test
    void namesTheStepAtWhichALossIsNotFinite() throws IOException {
        try (FineTuning tuning = tinyBert(SETTINGS)) {
            tuning.network().weights().bytes("classifier.bias").putFloat(0, Float.NaN);
            assertThatThrownBy(() -> tuning.step(batch(), labels(), 17, 1))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("step 17")
                    .hasMessageContaining("NaN");
        }
    }

    @Test
    void refusesToFreezeMoreLayersThanThereAre() {
        TrainingSettings settings = new TrainingSettings(1, 8, 32, 1e-3, 5e-3, 0.01, 0, 1, 3, 1, 42);
        assertThatThrownBy(() -> tinyBert(settings))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("settings.frozen_layers")
                .hasMessageContaining("2 layers");
    }

    private static FineTuning tinyBert(TrainingSettings settings) throws IOException {
        return tuning(TinyBert.FOLDER, settings);
    }

    private static FineTuning tuning(Path base, TrainingSettings settings) throws IOException {
        Checkpoint files = new Checkpoint(base);
        Family family = Family.of(files.config());
        Network network =
                new Network(family, new SequenceClassification(files.config().labels()));
        try (StoredTensors tensors = StoredTensors.open(files, family)) {
            return new FineTuning(network, tensors::fill, Set.of("classifier.weight", "classifier.bias"), settings);
        }
    }

    private static Batch batch() {
        try (Tokenizer tokenizer = Tokenizer.load(TinyBert.FOLDER, 32)) {
            return new Batch(tokenizer.encode(TinyBert.texts()), 0);
        }
    }

    private static long[] labels() {
        return TinyBert.labels().stream().mapToLong(Integer::longValue).toArray();
    }
}
