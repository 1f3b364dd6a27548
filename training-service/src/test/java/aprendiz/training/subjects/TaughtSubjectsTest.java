package aprendiz.training.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.training.data.BadData;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.recipe.Pinned;
import aprendiz.training.recipe.RecipeReader;
import aprendiz.training.recipe.Teaching;
import aprendiz.transformers.network.Teacher;
import aprendiz.transformers.training.Layout;
import aprendiz.transformers.training.Start;
import aprendiz.transformers.training.Student;
import aprendiz.transformers.training.TrainingListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every goal that can be distilled, with teachers that know nothing. */
class TaughtSubjectsTest {

    @TempDir
    Path folder;

    @Test
    void learnsLabelsOfTextsWithAndWithoutOne() throws IOException {
        StringBuilder rows = new StringBuilder("text,label\n");
        for (int i = 0; i < 12; i++) {
            rows.append("the room was clean,good\na bed is dirty,bad\n");
        }
        write("a.csv", rows.toString());
        write("b.csv", "text\nthe view was quiet\nthe staff is loud\n");
        teaches("text-classification", "{file: a.csv, text: text, label: label}", "b.csv", 2, List.of("bad", "good"));
    }

    @Test
    void learnsTagsOfWordsWithAndWithoutOne() throws IOException {
        write("a.conll", "ana B-PER\nmet O\nlima B-LOC\n. O\n\n".repeat(20));
        write("b.jsonl", "{\"tokens\": [\"luis\", \"met\", \"madrid\"]}\n".repeat(3));
        teaches("token-classification", "{file: a.conll}", "b.jsonl", 3, List.of("O", "B-LOC", "B-PER"));
    }

    @Test
    void learnsAnswersToQuestionsWithAndWithoutOne() throws IOException {
        StringBuilder paragraphs = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            paragraphs.append(i == 0 ? "" : ",").append("""
                    {"context": "ana met luis in lima . %d", "qas": [
                     {"id": "%d", "question": "where ?", "answers": [{"text": "lima", "answer_start": 16}]}]}
                    """.formatted(i, i));
        }
        write("a.json", "{\"data\": [{\"paragraphs\": [" + paragraphs + "]}]}");
        write("b.json", """
                {"data": [{"paragraphs": [{"context": "luis met ana in madrid .", "qas": [
                 {"id": "x", "question": "who ?", "answers": []}, {"id": "y", "question": "where ?", "answers": []}]}]}]}
                """);
        teaches("question-answering", "{file: a.json}", "b.json", 2, List.of());
    }

    @Test
    void learnsHiddenWords() throws IOException {
        write("a.txt", "the room was very clean .\nwho met ana in lima ?\n".repeat(10));
        teaches("fill-mask", "{file: a.txt, text: text}", null, 0, List.of());
    }

    private void teaches(String task, String data, String more, int unlabelled, List<String> labels)
            throws IOException {
        String architecture = switch (task) {
            case "text-classification" -> "BertForSequenceClassification";
            case "token-classification" -> "BertForTokenClassification";
            case "question-answering" -> "BertForQuestionAnswering";
            default -> "BertForMaskedLM";
        };
        DistillationRecipe recipe =
                (DistillationRecipe) RecipeReader.readYaml("""
                technique: distillation
                task: %s
                teacher: [a/one, a/two]
                student: {layers: 2, layout: distilbert}
                data: %s
                settings: {epochs: 6, batch_size: 8, max_length: 32, learning_rate: 2e-3, evaluations_per_epoch: 1}
                gate: []
                """.formatted(task, data.replace("{", "{dataset: d/x, "))
                        + (more == null ? "" : "unlabelled: " + more));
        Faculty faculty = faculty(architecture, labels, labels.reversed(), recipe.teaching());
        Path student = folder.resolve("student");
        new Student(faculty.first(), List.of(0, 2), Layout.DISTILBERT).write(student);
        Taught subject = TaughtSubjects.of(recipe, faculty, folder, new BertTrainer());
        assertThat(subject.unlabelled().items()).hasSize(unlabelled);
        subject.ask();
        List<Double> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void evaluated(int step, double epoch, double training, double validation, double accuracy) {
                losses.add(validation);
            }
        };
        Path state = Files.createDirectory(folder.resolve("state"));
        Path result = folder.resolve("result");
        subject.train(new Trainer.Order(student, Start.CONTINUED, recipe.settings(), state, result), listener);
        assertThat(losses.getLast()).isLessThan(losses.getFirst());
        assertThat(subject.measured(result).metrics().keySet())
                .isEqualTo(subject.teachers().metrics().keySet());
    }

    @Test
    void asksOnceAndGoesOnWhereItStopped() throws IOException {
        List<String> texts = Collections.nCopies(70, "the room was clean");
        Faculty faculty = faculty(
                "BertForSequenceClassification", List.of("a", "b"), List.of("b", "a"), new Teaching(2, 1, 0, 0.5));
        AtomicInteger asked = new AtomicInteger();
        TeacherAnswers.Asking asking = (teacher, from, to, vectors) -> {
            asked.addAndGet(to - from);
            return teacher.answers(teacher.cut(texts.subList(from, to)), List.of(), vectors);
        };
        TeacherAnswers answers = new TeacherAnswers(faculty, "x", Collections.nCopies(70, 1), 2);
        answers.ask(asking);
        answers.ask(asking);
        assertThat(asked).hasValue(140);
        Path file = faculty.answers().resolve("x/teacher-0.f32");
        byte[] whole = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole.length / 2 + 3);
        }
        answers.ask(asking);
        assertThat(asked).hasValue(140 + 70 - 32);
        assertThat(file).hasBinaryContent(whole);

        float[] mean = answers.of(69);
        assertThat(mean).hasSize(2 + 32);
        try (Teacher one = Teacher.open(faculty.checkpoints().get(0));
                Teacher other = Teacher.open(faculty.checkpoints().get(1))) {
            float[] first = one.answers(one.cut(texts.subList(0, 1)), List.of(), true)[0];
            float[] second = other.answers(other.cut(texts.subList(0, 1)), List.of(), false)[0];
            assertThat(mean[0]).isCloseTo((first[0] + second[1]) / 2, within(1e-5f));
            assertThat(mean[1]).isCloseTo((first[1] + second[0]) / 2, within(1e-5f));
            assertThat(mean[33]).isCloseTo(first[33], within(1e-5f));
        }
    }

    @Test
    void namesTheLineThatHasNoWords() throws IOException {
        write("a.conll", "ana B-PER\nmet O\nlima B-LOC\n. O\n\n".repeat(20));
        write("b.jsonl", "{\"tokens\": [\"luis\"]}\n{\"words\": []}\nnonsense\n");
        DistillationRecipe recipe = (DistillationRecipe) RecipeReader.readYaml("""
                technique: distillation
                task: token-classification
                teacher: a/one
                data: {dataset: d/x, file: a.conll}
                unlabelled: b.jsonl
                """);
        assertThatThrownBy(() -> TaughtSubjects.unlabelled(recipe, folder))
                .isInstanceOfSatisfying(
                        BadData.class,
                        bad -> assertThat(bad.complaints())
                                .extracting(one -> one.path())
                                .containsExactly("b.jsonl:2", "b.jsonl:3"));
    }

    private Faculty faculty(String architecture, List<String> labels, List<String> others, Teaching teaching)
            throws IOException {
        Path one = TinyBase.write(folder.resolve("one"), architecture, labels, 3, 3);
        Path other = TinyBase.write(folder.resolve("other"), architecture, others, 3, 5);
        Digest digest = Digest.of(new byte[0]);
        Pinned pin = new Pinned(
                RepositoryType.MODEL, ModelName.of("a/b"), 1, digest.hex().substring(0, 40), digest);
        return new Faculty(List.of(one, other), List.of(pin, pin), teaching, 32, folder.resolve("answers"));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
