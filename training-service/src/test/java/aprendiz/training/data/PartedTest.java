package aprendiz.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.DataSource;
import aprendiz.training.recipe.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartedTest {

    @TempDir
    Path folder;

    @Test
    void keepsGroupsTogether() throws IOException {
        StringBuilder rows = new StringBuilder("text,label,hotel\n");
        for (int i = 0; i < 90; i++) {
            rows.append("text " + i + "," + (i % 2 == 0 ? "good" : "bad") + ",hotel " + i % 15 + "\n");
        }
        write("a.csv", rows.toString());
        DataSource source = source("a.csv", "label", "hotel");
        Parts parts = Splitting.read(source, 3, folder);
        assertThat(parts.test()).hasSizeBetween(18, 24);
        assertThat(hotels(parts.train())).doesNotContainAnyElementsOf(hotels(parts.test()));
        assertThat(hotels(parts.train())).doesNotContainAnyElementsOf(hotels(parts.validation()));
        assertThat(Splitting.read(source, 3, folder)).isEqualTo(parts);
        assertThat(Splitting.read(source, 4, folder)).isNotEqualTo(parts);
    }

    private static Set<Integer> hotels(List<aprendiz.transformers.training.LabelledText> part) {
        return part.stream()
                .map(one -> Integer.parseInt(one.text().substring(5)) % 15)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void refusesGroupsThatLeaveALabelUnlearned() throws IOException {
        StringBuilder rows = new StringBuilder("text,label,hotel\n");
        for (int i = 0; i < 30; i++) {
            rows.append("text " + i + "," + i % 10 + ",hotel " + i % 10 + "\n");
        }
        write("a.csv", rows.toString());
        assertThat(complaints(() -> Splitting.read(source("a.csv", "label", "hotel"), 3, folder)))
                .isNotEmpty()
                .allMatch(one -> one.path().equals("data.group"));
        write("b.csv", "text,label,hotel\na,x,1\nb,y,1\n");
        assertThat(complaints(() -> Splitting.read(source("b.csv", "label", "hotel"), 3, folder))
                        .getFirst()
                        .message())
                .contains("too few to be parted");
        assertThat(complaints(() -> Splitting.read(source("b.csv", "label", "inn"), 3, folder)))
                .extracting(Complaint::path)
                .containsExactly("data.group");
    }

    @Test
    void readsColumnsOfWordsAndTags() throws IOException {
        write("a.conll", "-DOCSTART- O\n\nAna NN B-PER\nsings\tVB O\r\n\n\nLima NN B-LOC\n\nand CC O\nLuis NN B-PER");
        write("b.conll", "Ana B-PER\n");
        write("c.conll", "Luis B-PER\n");
        assertThat(Sentences.read(tagged("a.conll", "b.conll", "c.conll"), 1, folder)
                        .train())
                .containsExactly(
                        new Sentence(List.of("Ana", "sings"), List.of("B-PER", "O"), 3),
                        new Sentence(List.of("Lima"), List.of("B-LOC"), 7),
                        new Sentence(List.of("and", "Luis"), List.of("O", "B-PER"), 9));
        assertThat(complaints(() -> Sentences.read(tagged("b.conll", "a.conll", "c.conll"), 1, folder)))
                .extracting(Complaint::path)
                .containsExactly("data.label");
    }

    private static DataSource tagged(String file, String validation, String test) {
        return new DataSource(
                Reference.parse("a/b"), file, List.of("tokens"), "tags", List.of(), 0, 0, validation, test);
    }

    @Test
    void readsListsOfWordsAndTags() throws IOException {
        write("a.jsonl", """
            {"tokens": ["Ana", "sings"], "tags": ["B-PER", "O"]}
            {"tokens": ["she", "sings"], "tags": ["O", "O"]}
            {"tokens": ["in", "Lima"], "tags": ["O", "B-LOC"]}
            """);
        write("v.jsonl", "{\"tokens\": [\"Ana\"], \"tags\": [\"B-PER\"]}\n");
        write("t.jsonl", "{\"tokens\": [\"Lima\"], \"tags\": [\"B-LOC\"]}\n");
        Parted<Sentence> parts = Sentences.read(tagged("a.jsonl", "v.jsonl", "t.jsonl"), 5, folder);
        assertThat(parts.train()).extracting(Sentence::text).containsExactly("Ana sings", "she sings", "in Lima");
        write("b.jsonl", "{\"tokens\": [\"Ana\"], \"tags\": [\"O\", \"O\"]}\n{\"tokens\": 3}\n[\n");
        assertThat(complaints(() -> Sentences.read(tagged("b.jsonl", "v.jsonl", "t.jsonl"), 1, folder)))
                .extracting(Complaint::path)
                .containsExactly("b.jsonl:1", "b.jsonl:2", "b.jsonl:3");
    }

    @Test
    void readsQuestionsAndChecksWhereAnswersStand() throws IOException {
        write("a.json", """
            {"data": [{"paragraphs": [
              {"context": "\uD83D\uDE00 Ana met Luis", "qas": [
                {"id": "1", "question": "Who?", "answers": [{"text": "Ana", "answer_start": 2}]},
                {"id": "2", "question": "Why?", "answers": []}]},
              {"context": "Lima", "qas": [{"id": "3", "question": "Where?", "answers": {"text": "Lima", "answer_start": 0}}]},
              {"context": "Madrid", "qas": [{"id": "4", "question": "Where?", "answers": [
                {"text": "", "answer_start": -1}, {"text": "Madrid", "answer_start": 0}]},
                {"id": "5", "question": "Lost?", "answers": [{"text": "", "answer_start": -1}]}]}
            ]}]}
            """);
        Parted<Question> parts = Questions.read(squad("a.json"), 1, folder);
        List<Question> all = java.util.stream.Stream.of(parts.train(), parts.validation(), parts.test())
                .flatMap(List::stream)
                .toList();
        assertThat(all).hasSize(4);
        assertThat(all).extracting(Question::answers).contains(List.of(new Question.Answer("Ana", 3)), List.of());
        write("b.json", """
            {"data": [{"paragraphs": [{"context": "Ana", "qas": [
                {"id": "1", "question": "Who?", "answers": [{"text": "Luis", "answer_start": 0}]},
                {"id": "1", "question": "Who?", "answers": []}]}, {"qas": []}]}]}
            """);
        assertThat(complaints(() -> Questions.read(squad("b.json"), 1, folder)))
                .extracting(Complaint::message)
                .containsExactly(
                        "'Luis' does not stand at 0",
                        "needs a question, and an id that no other has",
                        "has no context");
        write("c.json", "{}");
        assertThat(complaints(() -> Questions.read(squad("c.json"), 1, folder))
                        .getFirst()
                        .message())
                .contains("SQuAD");
    }

    @Test
    void readsLabelsWithCommasBetweenOrAsAList() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            rows.append(
                    "{\"text\": \"t" + i + "\", \"topics\": " + (i % 2 == 0 ? "[\"a\", \"b\"]" : "\"b, c\"") + "}\n");
        }
        write("a.jsonl", rows.toString());
        Parted<ManyLabelledText> parts = ManyLabelledText.read(source("a.jsonl", "topics", null), 1, folder);
        assertThat(ManyLabelledText.labels(parts)).containsExactly("a", "b", "c");
    }

    @Test
    void refusesWhatIsNoNumber() throws IOException {
        write("a.csv", "text,score\nx,1\ny,many\nz,NaN\n");
        assertThat(complaints(() -> MeasuredText.read(source("a.csv", "score", null), 1, folder)))
                .extracting(Complaint::path)
                .containsExactly("a.csv:3", "a.csv:4");
    }

    private static List<Complaint> complaints(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        return catchThrowableOfType(BadData.class, reading).complaints();
    }

    private static DataSource source(String file, String label, String group) {
        return new DataSource(
                Reference.parse("a/b"), file, List.of("text"), label, List.of(), 0.2, 0.2, null, null, group);
    }

    private static DataSource squad(String file) {
        return new DataSource(Reference.parse("a/b"), file, List.of(), null, List.of(), 0.2, 0.2, null, null);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
