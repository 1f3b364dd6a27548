package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.Computing;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.network.Lora;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.network.StoredTensors;
import aprendiz.transformers.training.objective.Example.Labelled;
import aprendiz.transformers.training.objective.OneLabel;
import aprendiz.transformers.training.objective.Prepared;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Low-rank adapters against what PEFT makes of the same files: src/test/python/make_adapters.py. */
class AdaptersTest {

    private static final OneLabel OBJECTIVE = new OneLabel(Taught.LABELS);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bert", "distilbert"})
    void answerAsPeftDoesBesideTheBaseAndMerged(String family) throws IOException {
        TinyNetwork tiny = new TinyNetwork(family + "-sequence-classification");
        Adapters adapters = new Adapters(tiny.folder(), peft(family));
        float[] golden = golden(family, "logits");
        adapters.merge(OBJECTIVE.head(), folder.resolve("merged"));
        Checkpoint merged = new Checkpoint(folder.resolve("merged"));
        Family trunk = Family.of(merged.config());
        try (LiveNetwork beside = adapters.load(OBJECTIVE.head());
                StoredTensors stored = StoredTensors.open(merged, trunk);
                LiveNetwork one = new LiveNetwork(new Network(trunk, OBJECTIVE.head()), stored::fill)) {
            float[][] answers = beside.answers(tiny.texts());
            float[][] ofMerged = one.answers(tiny.texts());
            for (int row = 0; row < answers.length; row++) {
                for (int i = 0; i < 5; i++) {
                    assertThat(answers[row][i]).isCloseTo(golden[5 * row + i], within(1e-5f));
                    assertThat(ofMerged[row][i]).isCloseTo(answers[row][i], within(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "distilbert"})
    void learnAsPeftDoes(String family) throws IOException {
        TinyNetwork tiny = new TinyNetwork(family + "-sequence-classification");
        float[] losses = golden(family, "losses");
        Lora lora = AdapterFile.read(peft(family));
        Method method = Method.USUAL.with(lora);
        TrainingSettings settings = new TrainingSettings(1, 8, 40, 1e-2, 1e-2, 0, 0, 1, -1, 1, 42).with(method);
        Network network = network(tiny, Optional.of(lora));
        AdapterFile layout = new AdapterFile(network, lora);
        LearningPlan plan = new LearningPlan(network, Set.of(), settings, 1);
        try (SafetensorsFile file = SafetensorsFile.open(peft(family).resolve(AdapterFile.WEIGHTS));
                StoredTensors stored = StoredTensors.open(new Checkpoint(tiny.folder()), network.family());
                FineTuning tuning = new FineTuning(plan, Adapters.source(layout, file, stored), OBJECTIVE, folder)) {
            for (int step = 1; step <= losses.length; step++) {
                assertThat(tuning.step(batch(tiny), step, 1)).isCloseTo(losses[step - 1], within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "distilbert"})
    void changeNothingBeforeTheyHaveLearned(String family) throws IOException {
        TinyNetwork tiny = new TinyNetwork(family + "-sequence-classification");
        Network adapted = network(tiny, Optional.of(new Lora(4, 8)));
        NewWeights fresh = new NewWeights(adapted.family(), new Seed(1));
        try (StoredTensors stored = StoredTensors.open(new Checkpoint(tiny.folder()), adapted.family());
                LiveNetwork base = new LiveNetwork(network(tiny, Optional.empty()), stored::fill);
                LiveNetwork beside = new LiveNetwork(adapted, (parameter, values) -> {
                    if (stored.has(parameter)) {
                        stored.fill(parameter, values);
                    } else {
                        fresh.fill(parameter, values);
                    }
                })) {
            assertThat(beside.answers(tiny.texts())).isDeepEqualTo(base.answers(tiny.texts()));
        }
    }

    @Test
    void areWrittenWithTheirHeadAndReadBack() throws IOException {
        TinyNetwork tiny = new TinyNetwork("bert-sequence-classification");
        Lora lora = new Lora(3, 5, 0.1, List.of("query", "intermediate.dense"), true);
        TrainingSettings settings =
                new TrainingSettings(3, 4, 40, 1e-2, 1e-2, 0, 0, 1, -1, 1, 42).with(Method.USUAL.with(lora));
        List<Labelled> data = examples(tiny);
        Path result = folder.resolve("result");
        new Training<>(tiny.folder(), OBJECTIVE, Start.CONTINUED, settings)
                .run(data, data, folder.resolve("state"), result, new TrainingListener() {});
        assertThat(AdapterFile.read(result)).isEqualTo(lora);
        assertThat(result.resolve("model.safetensors")).doesNotExist();
        Adapters adapters = new Adapters(tiny.folder(), result);
        try (SafetensorsFile file = SafetensorsFile.open(result.resolve(AdapterFile.WEIGHTS));
                LiveNetwork network = adapters.load(OBJECTIVE.head())) {
            assertThat(file.tensors()).hasSize(3 * 2 * 2 + 4);
            String b = "bert.encoder.layer.1.attention.self.query.lora_B.weight";
            assertThat(file.floats("base_model.model." + b))
                    .isEqualTo(network.weights().values(b))
                    .doesNotContain(0f);
        }
        assertThat(Files.readString(result.resolve(AdapterFile.CONFIG))).contains("\"SEQ_CLS\"");
    }

    @Test
    void refuseATargetThatNoLayerHas() {
        TinyNetwork tiny = new TinyNetwork("distilbert-sequence-classification");
        Lora lora = new Lora(3, 5, 0.1, List.of("query"), false);
        assertThatThrownBy(() -> network(tiny, Optional.of(lora)).parameters())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("lora.targets")
                .hasMessageContaining("'query'")
                .hasMessageContaining("attention.q_lin");
    }

    private static Network network(TinyNetwork tiny, Optional<Lora> lora) {
        Computing how = new Computing(Computing.Attention.FUSED, Computing.Precision.FP32, lora);
        return new Network(Family.of(tiny.configWithoutDropout()), OBJECTIVE.head(), how);
    }

    private static List<Labelled> examples(TinyNetwork tiny) {
        List<Labelled> examples = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            examples.add(new Labelled(tiny.texts().get(row), List.of(3, 0, 1, 4).get(row)));
        }
        return examples;
    }

    private static List<Prepared> batch(TinyNetwork tiny) {
        return List.of(OBJECTIVE.prepare(examples(tiny), 0, new Random(0)));
    }

    private static float[] golden(String family, String tensor) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(peft(family).resolve("golden.safetensors"))) {
            return file.floats(tensor);
        }
    }

    private static Path peft(String family) {
        try {
            return Path.of(AdaptersTest.class.getResource("/adapters/" + family).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
