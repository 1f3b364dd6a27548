package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Lora;
import aprendiz.transformers.training.Method.Curve;
import aprendiz.transformers.training.objective.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingTest {

    /** What may be combined with a training, each with the lesson that it is tried on. */
    private static final Map<String, Method> METHODS = new LinkedHashMap<>();

    static {
        Optional<Precision> fp32 = Optional.of(Precision.FP32);
        METHODS.put("one-label", new Method(3, Curve.COSINE, 0.9, true, Optional.empty(), false, fp32));
        METHODS.put("token-labels", Method.USUAL.with(new Lora(2, 4, 0.2, List.of(), false)));
        METHODS.put("hidden-words", new Method(2, Curve.LINEAR, 1, false, Optional.empty(), true, Optional.empty()));
        METHODS.put("answer-span", Method.USUAL.with(Precision.BF16));
        METHODS.put("contrast", new Method(2, Curve.LINEAR, 0.8, false, Optional.empty(), true, fp32));
    }

    @TempDir
    Path folder;

    static List<Arguments> lessons() {
        List<Arguments> all = new ArrayList<>();
        for (String family : List.of("bert", "distilbert")) {
            Lesson.NAMES.forEach(name -> all.add(Arguments.of(family, name)));
        }
        return all;
    }

    static List<String> methods() {
        return List.copyOf(METHODS.keySet());
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void overfitsThirtyTwoExamples(String family, String name) throws IOException {
        List<Double> losses = new ArrayList<>();
        TrainingListener untilLearned = new TrainingListener() {
            @Override
            public void evaluated(int step, double epoch, double training, double validation, double accuracy) {
                losses.add(training);
            }

            @Override
            public boolean cancelled() {
                return !losses.isEmpty() && losses.getLast() < 0.05;
            }
        };
        TrainingSettings settings = new TrainingSettings(400, 16, 40, 1e-2, 1e-2, 0, 0.02, 1, -1, 1, 42);
        try {
            lesson(family, name, false).train(Start.PRETRAINED, settings, state(), result(), untilLearned);
        } catch (CancellationException e) {
            assertThat(losses).isNotEmpty();
        }
        assertThat(losses.getLast()).isLessThan(0.05);
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void writesACheckpointThatSaysWhatItIs(String family, String name) throws IOException {
        Lesson<?> lesson = lesson(family, name, true);
        lesson.train(Start.PRETRAINED, settings(1, -1, Method.USUAL), state(), result(), new TrainingListener() {});
        ModelConfig config = new Checkpoint(result()).config();
        Head head = lesson.objective().head();
        if (head.className().equals("Model")) {
            assertThat(Files.readString(result().resolve("modules.json"))).contains("2_Normalize");
            assertThat(Files.readString(result().resolve("1_Pooling/config.json")))
                    .contains("\"pooling_mode_mean_tokens\" : true");
        } else {
            assertThat(Head.of(config)).isEqualTo(head);
        }
        assertThat(result().resolve("tokenizer.json")).exists();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void goesOnBitForBitWhereverItWasStopped(String name) throws IOException {
        assertGoesOn(lesson("distilbert", name, true), settings(4, -1, METHODS.get(name)));
    }

    @Test
    void goesOnBitForBitWithAFrozenTrunk() throws IOException {
        assertGoesOn(lesson("bert", "token-labels", true), settings(4, TrainingSettings.ALL_LAYERS, Method.USUAL));
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void drawsTheSameDropoutThoughLayersAreComputedTwice(String family, String name) throws IOException {
        Lesson<?> lesson = lesson(family, name, true);
        Method twice = new Method(1, Curve.LINEAR, 1, false, Optional.empty(), true, Method.USUAL.precision());
        lesson.train(
                Start.PRETRAINED, settings(1, -1, Method.USUAL), folder.resolve("a"), folder.resolve("once"), quiet());
        lesson.train(Start.PRETRAINED, settings(1, -1, twice), folder.resolve("b"), folder.resolve("twice"), quiet());
        assertThat(weights(folder.resolve("twice"))).isEqualTo(weights(folder.resolve("once")));
    }

    @Test
    void learnsBehindAFrozenTrunkAsBehindOneThatDoesNotMove() throws IOException {
        Lesson<?> lesson = lesson("distilbert", "one-label", false);
        List<Double> frozen = new ArrayList<>();
        List<Double> still = new ArrayList<>();
        TrainingSettings head = new TrainingSettings(2, 8, 40, 1, 1e-2, 0, 0, 1e9, TrainingSettings.ALL_LAYERS, 1, 42);
        TrainingSettings all = new TrainingSettings(2, 8, 40, 0, 1e-2, 0, 0, 1e9, -1, 1, 42);
        lesson.train(Start.PRETRAINED, head, folder.resolve("a"), folder.resolve("frozen"), losses(frozen));
        lesson.train(Start.PRETRAINED, all, folder.resolve("b"), folder.resolve("still"), losses(still));
        for (int i = 0; i < frozen.size(); i++) {
            assertThat(frozen.get(i)).isCloseTo(still.get(i), within(1e-5));
        }
        try (SafetensorsFile before = SafetensorsFile.open(lesson.base().resolve("model.safetensors"));
                SafetensorsFile after = SafetensorsFile.open(folder.resolve("frozen/model.safetensors"))) {
            for (String name : after.tensors().keySet()) {
                assertThat(before.bytes(name).equals(after.bytes(name)))
                        .as(name)
                        .isEqualTo(name.startsWith("distilbert."));
            }
        }
        assertThat(folder.resolve("a/trunk-vectors.bin")).doesNotExist();
    }

    @Test
    void learnsInBf16NearlyTheSame() throws IOException {
        Lesson<?> lesson = lesson("bert", "one-label", false);
        List<Double> exact = new ArrayList<>();
        List<Double> rounded = new ArrayList<>();
        Method bf16 = Method.USUAL.with(Precision.BF16);
        lesson.train(Start.PRETRAINED, settings(2, -1, Method.USUAL), folder.resolve("a"), result(), losses(exact));
        lesson.train(Start.PRETRAINED, settings(2, -1, bf16), folder.resolve("b"), result(), losses(rounded));
        assertThat(rounded).isNotEqualTo(exact);
        for (int i = 0; i < exact.size(); i++) {
            assertThat(rounded.get(i)).isCloseTo(exact.get(i), within(0.05));
        }
    }

    @Test
    void continuesTheHeadOfItsBase() throws IOException {
        Lesson<?> lesson = lesson("bert", "hidden-words", true);
        TensorReport report = lesson.train(Start.CONTINUED, settings(1, -1, Method.USUAL), state(), result(), quiet())
                .tensors();
        assertThat(report.made()).isEmpty();
        assertThat(report.loaded()).contains("cls.predictions.transform.dense.weight");
    }

    @Test
    void refusesToContinueAnotherHead() throws IOException {
        Lesson<?> lesson = lesson("bert", "one-label", true); // the base has five labels
        assertThatThrownBy(
                        () -> lesson.train(Start.CONTINUED, settings(1, -1, Method.USUAL), state(), result(), quiet()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("B-ROOM")
                .hasMessageContaining("cannot go on as");
    }

    @Test
    void refusesToTrainNothing() throws IOException {
        Lesson<?> lesson = lesson("bert", "contrast", true);
        assertThatThrownBy(() -> lesson.train(
                        Start.PRETRAINED,
                        settings(1, TrainingSettings.ALL_LAYERS, Method.USUAL),
                        state(),
                        result(),
                        quiet()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("leaves nothing to learn");
    }

    @Test
    void endsWhenItsPatienceDoes() throws IOException {
        Lesson<?> lesson = lesson("bert", "one-label", false);
        Method patient = new Method(1, Curve.LINEAR, 1, false, Optional.empty(), false, Method.USUAL.precision(), 2);
        TrainingSettings still = new TrainingSettings(9, 16, 40, 0, 0, 0, 0, 1, -1, 1, 42, patient);
        Outcome outcome = lesson.train(Start.PRETRAINED, still, state(), result(), quiet());
        assertThat(outcome.bestStep()).isEqualTo(2);
        assertThat(outcome.steps()).isEqualTo(6);
        assertThat(lesson.train(Start.PRETRAINED, still, state(), folder.resolve("again"), quiet()))
                .isEqualTo(outcome);
    }

    @Test
    void measuresWhatItHasMade() throws IOException {
        assertMeasuresWhatItHasMade(lesson("distilbert", "token-labels", true));
    }

    private <E extends Example> void assertMeasuresWhatItHasMade(Lesson<E> lesson) {
        TrainingSettings settings = settings(1, -1, Method.USUAL);
        Outcome outcome = lesson.train(Start.PRETRAINED, settings, state(), result(), quiet());
        Measurement measured = new Training<>(result(), lesson.objective(), Start.CONTINUED, settings)
                .measure(lesson.examples().subList(0, 10));
        assertThat(measured.loss()).isCloseTo(outcome.validationLoss(), within(1e-5));
    }

    private void assertGoesOn(Lesson<?> lesson, TrainingSettings settings) throws IOException {
        String name = lesson.base().getFileName().toString();
        Path whole = folder.resolve(name + "-whole");
        Path stopped = folder.resolve(name + "-stopped");
        Outcome undisturbed = lesson.train(Start.PRETRAINED, settings, folder.resolve(name + "-a"), whole, quiet());
        Random random = new Random(5);
        Outcome outcome = null;
        int stops = 0;
        while (outcome == null) {
            try {
                Stop stop = new Stop(1 + random.nextInt(6));
                outcome = lesson.train(Start.PRETRAINED, settings, folder.resolve(name + "-b"), stopped, stop);
            } catch (Stopped e) {
                stops++;
            }
        }
        assertThat(stops).isGreaterThan(1);
        assertThat(outcome).isEqualTo(undisturbed);
        assertThat(weights(stopped)).isEqualTo(weights(whole));
    }

    private static byte[] weights(Path checkpoint) throws IOException {
        Path adapters = checkpoint.resolve(AdapterFile.WEIGHTS);
        return Files.readAllBytes(Files.exists(adapters) ? adapters : checkpoint.resolve("model.safetensors"));
    }

    private static TrainingSettings settings(int epochs, int frozen, Method method) {
        return new TrainingSettings(epochs, 8, 40, 5e-3, 1e-2, 0.01, 0.1, 1, frozen, 1, 42).with(method);
    }

    private Lesson<?> lesson(String family, String name, boolean dropout) throws IOException {
        return Lesson.of(family, name, dropout, folder.resolve("bases"));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Path result() {
        return folder.resolve("result");
    }

    private static TrainingListener quiet() {
        return new TrainingListener() {};
    }

    private static TrainingListener losses(List<Double> losses) {
        return new TrainingListener() {
            @Override
            public void stepped(int step, int steps, double loss, double learningRate) {
                losses.add(loss);
            }
        };
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
