package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.torch.Program;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Example.Taught;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.Objective;
import aprendiz.transformers.training.objective.TaughtLabel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistillationTest {

    private static final List<String> TEXTS = List.of("the room was clean", "it is not good , staff never stopped");

    private static final String ASKED = """
              def asked(self, y: Tensor, labels: Tensor, valid: Tensor, w: List[Tensor]) -> Tensor:
                return self.loss(y, labels, valid)

            """;

    @TempDir
    Path folder;

    /** torch: T² · kl_div(batchmean) and cross_entropy of two answers of three labels at T = 2. */
    @Test
    void losesWhatTorchLoses() {
        assertThat(loss(1, 1, 2)).isCloseTo(0.248808, within(1e-6));
        assertThat(loss(0, 1, 2)).isCloseTo(0.270260, within(1e-6));
        assertThat(loss(0.5, 1, 2)).isCloseTo((0.248808 + 0.270260) / 2, within(1e-6));
    }

    @Test
    void learnsFromTheTeacherAloneWhereNobodyKnowsTheLabel() {
        assertThat(loss(1, Example.IGNORED, Example.IGNORED)).isCloseTo(0.248808, within(1e-6));
        assertThat(loss(0, Example.IGNORED, Example.IGNORED)).isZero();
    }

    private static double loss(double alpha, int one, int other) {
        String program =
                new TaughtLabel(List.of("a", "b", "c"), 2, alpha).program().replace(Objective.ANSWERS, "") + ASKED;
        try (LiveNetwork any = new TinyNetwork("bert-base").load()) {
            PtNDManager memory = any.memory();
            NDArray student = memory.create(new float[] {1, 2, .5f, .2f, -1, 3}, new Shape(2, 3));
            NDArray wanted = memory.create(new float[] {one, 1.5f, 1, 0, other, 0, .5f, 2.5f}, new Shape(2, 4));
            NDArray valid = memory.create(new float[] {2, one == Example.IGNORED ? 0 : 2});
            NDList results = Program.compile(memory, program)
                    .call("asked", new NDList(student, wanted, valid), List.of(memory.create(new float[] {0})));
            return results.head().getFloat();
        }
    }

    @Test
    void takesLayersAsDistilBertDoes() {
        assertThat(Student.evenly(12, 6)).containsExactly(0, 2, 4, 7, 9, 11);
        assertThat(Student.evenly(6, 3)).containsExactly(0, 3, 5);
        assertThat(Student.evenly(3, 3)).containsExactly(0, 1, 2);
        assertThat(Student.evenly(6, 1)).containsExactly(0);
        assertThatThrownBy(() -> Student.evenly(2, 3)).hasMessageContaining("3 cannot be taken of 2");
    }

    @Test
    void aStudentWithAllLayersAnswersAsItsTeacher() throws IOException {
        for (String family : List.of("bert", "distilbert")) {
            Path teacher = new TinyNetwork(family + "-sequence-classification").folder();
            int layers = new Checkpoint(teacher).config().numHiddenLayers();
            Path student = folder.resolve(family);
            new Student(teacher, IntStream.range(0, layers).boxed().toList()).write(student);
            assertThat(logits(student)).isDeepEqualTo(logits(teacher));
            Path smaller = folder.resolve(family + "-small");
            new Student(teacher, List.of(layers - 1)).write(smaller);
            assertThat(new Checkpoint(smaller).config().numHiddenLayers()).isEqualTo(1);
            assertThat(logits(smaller).length).isEqualTo(TEXTS.size());
        }
    }

    @Test
    void refusesLayersThatTheTeacherHasNot() {
        Path teacher = new TinyNetwork("bert-sequence-classification").folder();
        assertThatThrownBy(() -> new Student(teacher, List.of(0, 99)).write(folder.resolve("x")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("[0, 99] of a teacher that has");
        assertThatThrownBy(() -> new Student(teacher, List.of(1, 1))).hasMessageContaining("must rise");
    }

    private static float[][] logits(Path checkpoint) {
        try (TextClassification classifier = TextClassification.load(checkpoint)) {
            return classifier.logits(TEXTS);
        }
    }

    @Test
    void aStudentComesToAnswerAsItsTeacher() throws IOException {
        Path teacher = new TinyNetwork("bert-sequence-classification").folder();
        Path student = folder.resolve("student");
        new Student(teacher, List.of(0)).write(student);
        List<String> labels = new Checkpoint(teacher).config().labels();
        List<Taught> examples = new ArrayList<>();
        try (TextClassification classifier = TextClassification.load(teacher)) {
            Examples making = new Examples(Tokenizer.load(teacher, 40));
            for (String text : TEXTS) {
                List<Float> logits = new ArrayList<>();
                for (float logit : classifier.logits(List.of(text))[0]) {
                    logits.add(logit * 5);
                }
                examples.add(making.taught(Text.of(text), Example.IGNORED, logits));
            }
        }
        TaughtLabel objective = new TaughtLabel(labels, 2, 1);
        TrainingSettings settings = new TrainingSettings(200, 2, 40, 5e-3, 5e-3, 0, 0, 1, -1, 1, 42);
        List<Double> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void evaluated(int step, double epoch, double training, double validation, double accuracy) {
                losses.add(validation);
            }
        };
        new Training<>(student, objective, Start.CONTINUED, settings)
                .run(examples, examples, folder.resolve("state"), folder.resolve("result"), listener);
        assertThat(losses.getLast()).isLessThan(losses.getFirst() / 4);
    }
}
