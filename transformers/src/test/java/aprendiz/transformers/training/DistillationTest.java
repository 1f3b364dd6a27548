package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelType;
import aprendiz.model.tensors.SafetensorsFile;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.Teacher;
import aprendiz.transformers.tasks.TextClassification;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.objective.Example;
import aprendiz.transformers.training.objective.Example.Plain;
import aprendiz.transformers.training.objective.Example.Taught;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.HiddenWords;
import aprendiz.transformers.training.objective.Rarity;
import aprendiz.transformers.training.objective.TaughtLabel;
import aprendiz.transformers.training.objective.TaughtLoss;
import aprendiz.transformers.training.objective.TaughtLoss.Match;
import aprendiz.transformers.training.objective.TaughtWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistillationTest {

    private static final List<String> TEXTS = List.of("the room was clean", "it is not good , staff never stopped");

    private static final HiddenWords WORDS = new HiddenWords(0.15, 4, 31, List.of(0, 1, 2, 3, 4));

    @TempDir
    Path folder;

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
        TaughtLabel objective = new TaughtLabel(labels, TaughtLoss.of(2, 1));
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

    @Test
    void aStudentInDistilBertsLayoutTakesOverAllButTokenTypes() throws IOException {
        Path teacher = new TinyNetwork("bert-masked-lm").folder();
        Path student = folder.resolve("slim");
        new Student(teacher, List.of(0, 2), Layout.DISTILBERT).write(student);
        Checkpoint slim = new Checkpoint(student);
        assertThat(slim.config().type()).isEqualTo(ModelType.DISTILBERT);
        assertThat(slim.config().architectures()).containsExactly("DistilBertForMaskedLM");
        assertThat(Head.of(slim.config())).isInstanceOf(MaskedLm.class);
        try (SafetensorsFile theirs = SafetensorsFile.open(teacher.resolve(Checkpoint.WEIGHTS));
                SafetensorsFile ours = SafetensorsFile.open(student.resolve(Checkpoint.WEIGHTS))) {
            Map.of(
                            "distilbert.embeddings.LayerNorm.bias", "bert.embeddings.LayerNorm.bias",
                            "distilbert.transformer.layer.1.ffn.lin2.weight",
                                    "bert.encoder.layer.2.output.dense.weight",
                            "distilbert.transformer.layer.0.attention.out_lin.bias",
                                    "bert.encoder.layer.0.attention.output.dense.bias",
                            "vocab_layer_norm.weight", "cls.predictions.transform.LayerNorm.weight",
                            "vocab_projector.bias", "cls.predictions.bias")
                    .forEach((ourName, theirName) ->
                            assertThat(floats(ours, ourName)).as(ourName).containsExactly(floats(theirs, theirName)));
            assertThat(ours.tensors()).doesNotContainKey("distilbert.embeddings.token_type_embeddings.weight");
        }
    }

    private static float[] floats(SafetensorsFile file, String tensor) {
        try {
            return file.floats(tensor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says is what they say, and so are its vectors: nothing is lost but the truth. */
    @Test
    void aTeacherLosesNothingAgainstItself() {
        Path folder = new TinyNetwork("bert-masked-lm").folder();
        try (Teacher one = Teacher.open(folder);
                Teacher other = Teacher.open(folder)) {
            TaughtLoss softly = new TaughtLoss(2, 5, 0, Optional.of(new Match(1, one.hidden(), one.hidden())));
            TaughtWords objective = new TaughtWords(WORDS, Rarity.of(texts(), WORDS), softly, List.of(one, other));
            Training<Plain> training = new Training<>(folder, objective, Start.CONTINUED, settings(1));
            assertThat(training.measure(texts()).loss()).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void studentsOfAnyBuildComeToFillInWordsAsTheirTeacher() throws IOException {
        Path teacher = new TinyNetwork("bert-masked-lm").folder();
        Path slim = folder.resolve("slim");
        new Student(teacher, List.of(0, 2), Layout.DISTILBERT).write(slim);
        learnsWords(teacher, slim, 8);
        Path narrow = folder.resolve("narrow");
        Student.writeNew(teacher, Layout.SAME, 1, 4, 7, narrow);
        learnsWords(teacher, narrow, 4);
        assertThatThrownBy(() -> Student.writeNew(teacher, Layout.SAME, 1, 5, 7, narrow))
                .hasMessageContaining("a multiple of 4");
    }

    private void learnsWords(Path teacher, Path student, int width) throws IOException {
        List<Double> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void evaluated(int step, double epoch, double training, double validation, double accuracy) {
                losses.add(validation);
            }
        };
        Path result = student.resolveSibling(student.getFileName() + "-result");
        try (Teacher one = Teacher.open(teacher)) {
            TaughtLoss all = new TaughtLoss(2, 5, 2, Optional.of(new Match(1, one.hidden(), width)));
            TaughtWords objective = new TaughtWords(WORDS, Rarity.of(texts(), WORDS), all, List.of(one));
            new Training<>(student, objective, Start.CONTINUED, settings(30))
                    .run(texts(), texts(), student.resolve("state"), result, listener);
        }
        assertThat(losses.getLast()).isLessThan(losses.getFirst());
        try (SafetensorsFile file = SafetensorsFile.open(result.resolve(Checkpoint.WEIGHTS));
                Teacher again = Teacher.open(result)) {
            assertThat(file.tensors()).doesNotContainKey("projection.weight");
            assertThat(again.hidden()).isEqualTo(width);
        }
    }

    private static List<Plain> texts() {
        return new TinyNetwork("bert-masked-lm")
                .texts().stream().map(Plain::new).toList();
    }

    private static TrainingSettings settings(int epochs) {
        return new TrainingSettings(epochs, 4, 40, 5e-3, 5e-3, 0, 0, 1, -1, 1, 42);
    }
}
