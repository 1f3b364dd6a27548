package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.model.tensors.SafetensorsWriter;
import aprendiz.model.tensors.TensorData;
import aprendiz.model.tensors.TensorInfo;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.tasks.TextClassification.Function;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTrainingTest {

    private static final List<String> LABELS = List.of("bad", "good");

    @TempDir
    Path folder;

    @Test
    void overfitsThirtyTwoExamples() {
        List<Double> losses = new ArrayList<>();
        run(settings(60, -1), Start.PRETRAINED, "run", new TrainingListener() {
            @Override
            public void evaluated(int step, double epoch, double training, double validation, double accuracy) {
                losses.add(training);
            }
        });
        assertThat(losses.getLast()).isLessThan(0.05);
    }

    @Test
    void writesTheSameBytesForTheSameSeedAndOthersForAnother() throws IOException {
        Path base = TinyBert.withDropout(folder.resolve("base"));
        run(base, settings(2, -1), Start.PRETRAINED, "one", new TrainingListener() {});
        run(base, settings(2, -1), Start.PRETRAINED, "two", new TrainingListener() {});
        assertThat(weights("one")).isEqualTo(weights("two"));
        TrainingSettings other = new TrainingSettings(2, 8, 32, 2e-3, 2e-3, 0.01, 0.1, 1, -1, 1, 43);
        run(base, other, Start.PRETRAINED, "three", new TrainingListener() {});
        assertThat(weights("three")).isNotEqualTo(weights("one"));
    }

    @Test
    void learnsFromABaseInShardsWhatItLearnsFromAWholeOne() throws IOException {
        Path whole = TinyBert.withDropout(folder.resolve("base"));
        run(whole, settings(1, -1), Start.PRETRAINED, "whole", new TrainingListener() {});
        Path sharded = TinyBert.withDropout(folder.resolve("sharded"));
        Path shard = sharded.resolve("model-00001-of-00001.safetensors");
        Files.move(sharded.resolve("model.safetensors"), shard);
        ObjectNode index = Json.MAPPER.createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        try (SafetensorsFile file = SafetensorsFile.open(shard)) {
            file.tensors().keySet().forEach(name -> map.put(name, "model-00001-of-00001.safetensors"));
        }
        Files.write(sharded.resolve("model.safetensors.index.json"), Json.pretty(index));
        run(sharded, settings(1, -1), Start.PRETRAINED, "from-shards", new TrainingListener() {});
        assertThat(weights("from-shards")).isEqualTo(weights("whole"));
    }

    @Test
    void goesOnBitForBitWhereverItWasStopped() throws IOException {
        TrainingSettings settings = settings(4, -1);
        Path base = TinyBert.withDropout(folder.resolve("base"));
        Outcome undisturbed = run(base, settings, Start.PRETRAINED, "whole", new TrainingListener() {});
        Random random = new Random(5);
        int stops = 0;
        Outcome outcome = null;
        while (outcome == null) {
            int steps = 1 + random.nextInt(5);
            try {
                outcome = run(base, settings, Start.PRETRAINED, "stopped", new Stop(steps));
            } catch (Stopped e) {
                stops++;
            }
        }
        assertThat(stops).isGreaterThan(2);
        assertThat(outcome).isEqualTo(undisturbed);
        assertThat(weights("stopped")).isEqualTo(weights("whole"));
    }

    @Test
    void leavesFrozenTensorsAsTheyAre() throws IOException {
        List<TensorReport> reports = new ArrayList<>();
        run(settings(2, 1), Start.PRETRAINED, "frozen", new TrainingListener() {
            @Override
            public void started(int steps, int resumedAt, TensorReport tensors) {
                reports.add(tensors);
            }
        });
        try (SafetensorsFile before = SafetensorsFile.open(TinyBert.FOLDER.resolve("model.safetensors"));
                SafetensorsFile after = SafetensorsFile.open(folder.resolve("frozen/model.safetensors"))) {
            long frozen = 0;
            for (String name : after.tensors().keySet()) {
                boolean same = before.has(name) && before.bytes(name).equals(after.bytes(name));
                boolean wanted = name.startsWith("bert.embeddings.") || name.startsWith("bert.encoder.layer.0.");
                assertThat(same).as(name).isEqualTo(wanted);
                frozen += wanted ? after.info(name).elements() : 0;
            }
            assertThat(reports.getFirst().frozen()).isEqualTo(frozen);
        }
    }

    @Test
    void reportsWhatItLoadedMadeAndDropped() {
        TensorReport report = run(settings(1, -1), Start.PRETRAINED, "run", new TrainingListener() {})
                .tensors();
        assertThat(report.loaded()).hasSize(39).contains("bert.pooler.dense.weight");
        assertThat(report.made()).containsExactly("classifier.weight", "classifier.bias");
        assertThat(report.dropped()).containsExactly("classifier.bias", "classifier.weight");
        assertThat(report.frozen()).isZero();
    }

    @Test
    void makesAllTensorsNewWhenItStartsFromScratch() throws IOException {
        TensorReport report = run(settings(1, -1), Start.FROM_SCRATCH, "run", new TrainingListener() {})
                .tensors();
        assertThat(report.loaded()).isEmpty();
        assertThat(report.made()).hasSize(41);
        assertThat(Files.size(folder.resolve("run/model.safetensors")))
                .isLessThan(Files.size(TinyBert.FOLDER.resolve("model.safetensors")));
    }

    @Test
    void writesACheckpointThatClassifies() {
        run(settings(40, -1), Start.PRETRAINED, "run", new TrainingListener() {});
        try (TextClassification classifier = TextClassification.load(folder.resolve("run"))) {
            assertThat(classifier.labels()).isEqualTo(LABELS);
            float[][] rows =
                    classifier.scores(List.of("the room was clean", "the room was very dirty"), Function.SOFTMAX);
            assertThat(rows[0][1]).isGreaterThan(0.8f);
            assertThat(rows[1][0]).isGreaterThan(0.8f);
        }
    }

    @Test
    void endsWhenItIsCancelledAndLeavesNoResult() {
        TrainingListener impatient = new TrainingListener() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> run(settings(1, -1), Start.PRETRAINED, "run", impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void refusesTheStateOfAnotherTraining() {
        run(settings(1, -1), Start.PRETRAINED, "run", new TrainingListener() {});
        assertThatThrownBy(() -> run(settings(2, -1), Start.PRETRAINED, "run", new TrainingListener() {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("of a training with other data");
    }

    @Test
    void refusesABaseWhoseTrunkIsIncomplete() throws IOException {
        Path base = Files.createDirectory(folder.resolve("base"));
        for (String file : List.of("config.json", "tokenizer.json")) {
            Files.copy(TinyBert.FOLDER.resolve(file), base.resolve(file));
        }
        Map<String, TensorData> tensors = new HashMap<>();
        try (SafetensorsFile whole = SafetensorsFile.open(TinyBert.FOLDER.resolve("model.safetensors"))) {
            for (TensorInfo info : whole.tensors().values()) {
                tensors.put(info.name(), TensorData.floats(whole.floats(info.name()), info.shape()));
            }
        }
        tensors.remove("bert.encoder.layer.1.output.dense.weight");
        SafetensorsWriter.write(base.resolve("model.safetensors"), Map.of(), tensors);
        List<LabelledText> data = examples();
        assertThatThrownBy(() -> new ClassifierTraining(base, LABELS, Start.PRETRAINED, settings(1, -1))
                        .run(data, data, folder.resolve("s"), folder.resolve("c"), new TrainingListener() {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("[bert.encoder.layer.1.output.dense.weight]");
    }

    @Test
    void refusesALabelThatIsNotInTheList() {
        List<LabelledText> data = List.of(new LabelledText("clean", 2));
        assertThatThrownBy(() -> new ClassifierTraining(TinyBert.FOLDER, LABELS, Start.PRETRAINED, settings(1, -1))
                        .run(data, data, folder.resolve("s"), folder.resolve("c"), new TrainingListener() {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("train[0]: label 2");
    }

    @Test
    void refusesImpossibleSettingsAllAtOnce() {
        assertThatThrownBy(() -> new TrainingSettings(0, 16, 128, -1, 1e-3, 0.01, 0.1, 1, -1, 2, 42))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("settings.epochs")
                .hasMessageContaining("settings.learning_rate");
    }

    private static TrainingSettings settings(int epochs, int frozenLayers) {
        return new TrainingSettings(epochs, 8, 32, 2e-3, 2e-3, 0.01, 0.1, 1, frozenLayers, 1, 42);
    }

    private Outcome run(TrainingSettings settings, Start start, String name, TrainingListener listener) {
        return run(TinyBert.FOLDER, settings, start, name, listener);
    }

    private Outcome run(Path base, TrainingSettings settings, Start start, String name, TrainingListener listener) {
        List<LabelledText> data = examples();
        return new ClassifierTraining(base, LABELS, start, settings, Duration.ZERO)
                .run(data, data.subList(0, 8), folder.resolve(name + "-state"), folder.resolve(name), listener);
    }

    /** Thirty-two texts that say by one word what they are. */
    static List<LabelledText> examples() {
        List<String> good = List.of("clean", "quiet", "great", "liked", "helpful", "fine", "good", "ok");
        List<String> bad = List.of("dirty", "loud", "bad", "hated", "noise", "sucia", "stopped", "small");
        List<LabelledText> examples = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            String word = (i % 2 == 0 ? good : bad).get(i / 2 % 8);
            examples.add(new LabelledText(
                    "the room was " + "very ".repeat(i % 5) + word + (i > 15 ? " , all night" : ""), 1 - i % 2));
        }
        return examples;
    }

    private byte[] weights(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("model.safetensors"));
    }

    private static final class Stopped extends RuntimeException {}

    /** Dies after so many steps of its own, like a process that is killed. */
    private static final class Stop implements TrainingListener {

        private int left;

        private Stop(int steps) {
            left = steps;
        }

        @Override
        public void stepped(int step, int steps, double loss, double learningRate) {
            if (left-- == 0) {
                throw new Stopped();
            }
        }
    }
}
