package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.Method.Curve;
import aprendiz.transformers.training.objective.Example.Labelled;
import aprendiz.transformers.training.objective.OneLabel;
import aprendiz.transformers.training.objective.Prepared;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FineTuningTest {

    @TempDir
    Path folder;

    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 8, 32, 1e-3, 5e-3, 0.01, 0, 1, -1, 1, 42);

    @Test
    void stepsAsTransformersAndTorchDo() throws IOException {
        float[] losses = TinyBert.golden("losses");
        Schedule schedule = new Schedule(losses.length, 0, Curve.LINEAR);
        try (FineTuning tuning = tinyBert(SETTINGS)) {
            for (int step = 1; step <= losses.length; step++) {
                double loss = tuning.step(batch(), step, schedule.factor(step - 1));
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
    @EnabledOnOs(OS.LINUX)
    void keepsNoMemoryOverTwoThousandSteps() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+AlwaysPreTouch",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SteppingProcess.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Long> resident;
        try (BufferedReader out = process.inputReader()) {
            resident = out.lines().map(Long::valueOf).toList();
        }
        assertThat(process.waitFor()).isZero();
        assertThat(resident).hasSize(4);
        long warm = resident.get(1); // by then Java has compiled what runs often
        assertThat(resident.getLast() - warm).isLessThan(8 << 10);
    }

    @Test
    void drawsTheSameDropoutForTheSameStepWhateverCameBefore() throws IOException {
        try (FineTuning tuning = tuning(TinyBert.withDropout(folder.resolve("dropout")), SETTINGS, folder)) {
            double first = tuning.step(batch(), 5, 0);
            double other = tuning.step(batch(), 6, 0);
            assertThat(other).isNotEqualTo(first);
            assertThat(tuning.step(batch(), 5, 0)).isEqualTo(first);
        }
    }

    @Test
    void namesTheStepAtWhichALossIsNotFinite() throws IOException {
        try (FineTuning tuning = tinyBert(SETTINGS)) {
            tuning.network().weights().change("classifier.bias", bytes -> bytes.putFloat(0, Float.NaN));
            assertThatThrownBy(() -> tuning.step(batch(), 17, 1))
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

    static FineTuning tinyBert(Path folder) throws IOException {
        return tuning(TinyBert.FOLDER, SETTINGS, folder);
    }

    private FineTuning tinyBert(TrainingSettings settings) throws IOException {
        return tuning(TinyBert.FOLDER, settings, folder);
    }

    private static FineTuning tuning(Path base, TrainingSettings settings, Path folder) throws IOException {
        Checkpoint files = new Checkpoint(base);
        Family family = Family.of(files.config());
        OneLabel objective = new OneLabel(files.config().labels());
        Set<String> made = Set.of("classifier.weight", "classifier.bias");
        LearningPlan plan = new LearningPlan(new Network(family, objective.head()), made, settings, 1);
        try (StoredTensors tensors = StoredTensors.open(files, family)) {
            return new FineTuning(plan, tensors::fill, objective, folder);
        }
    }

    static List<Prepared> batch() {
        List<Labelled> examples = new ArrayList<>();
        try (Tokenizer tokenizer = Tokenizer.load(TinyBert.FOLDER, 32)) {
            List<Tokens> texts = tokenizer.encode(TinyBert.texts());
            for (int i = 0; i < texts.size(); i++) {
                examples.add(new Labelled(texts.get(i), TinyBert.labels().get(i)));
            }
        }
        return List.of(new OneLabel(List.of("bad", "middling", "good")).prepare(examples, 0, new Random(0)));
    }
}
