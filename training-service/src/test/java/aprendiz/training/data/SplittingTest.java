package aprendiz.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.DataSource;
import aprendiz.training.recipe.Reference;
import aprendiz.transformers.training.LabelledText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplittingTest {

    @TempDir
    Path folder;

    @Test
    void partsEveryLabelInEqualShares() throws IOException {
        write("a.csv", "text,label\n" + rows("bad", 20) + rows("good", 100));
        Parts parts = split("a.csv", 1);
        assertThat(parts.labels()).containsExactly("bad", "good");
        assertThat(parts.size(parts.test()).perLabel()).containsEntry("bad", 4).containsEntry("good", 20);
        assertThat(parts.size(parts.validation()).perLabel())
                .containsEntry("bad", 3)
                .containsEntry("good", 15);
        assertThat(parts.size(parts.train()).perLabel())
                .containsEntry("bad", 13)
                .containsEntry("good", 65);
        List<String> texts = Stream.of(parts.train(), parts.validation(), parts.test())
                .flatMap(List::stream)
                .map(LabelledText::text)
                .toList();
        assertThat(new HashSet<>(texts)).hasSize(120);
        assertThat(texts).hasSize(120);
        assertThat(parts.warnings()).isEmpty();
    }

    @Test
    void sameSeedSamePartsOtherSeedOthers() throws IOException {
        write("a.csv", "text,label\n" + rows("bad", 30) + rows("good", 30));
        assertThat(split("a.csv", 1)).isEqualTo(split("a.csv", 1)).isNotEqualTo(split("a.csv", 2));
    }

    @Test
    void givesEveryPartOneOfAClassOfThree() throws IOException {
        write("a.csv", "text,label\n" + rows("rare", 3) + rows("often", 30));
        Parts parts = split("a.csv", 1);
        for (List<LabelledText> part : List.of(parts.train(), parts.validation(), parts.test())) {
            assertThat(parts.size(part).perLabel()).containsEntry("rare", 1);
        }
    }

    @Test
    void ordersNumbersByValue() throws IOException {
        write("a.csv", "text,label\n" + rows("10", 3) + rows("2", 3) + rows("-1", 3));
        assertThat(split("a.csv", 1).labels()).containsExactly("-1", "2", "10");
    }

    @Test
    void joinsColumnsByABlank() throws IOException {
        write(
                "a.tsv",
                "title\ttext\tlabel\n" + "Nice\t\"quoted\" all the same\tx\n".repeat(3) + "\tonly text\ty\n".repeat(3));
        Parts parts = Splitting.read(source("a.tsv", List.of("title", "text"), null), 1, folder);
        assertThat(parts.train())
                .extracting(LabelledText::text)
                .containsExactly("Nice \"quoted\" all the same", "only text");
        assertThat(parts.warnings())
                .containsExactly(
                        "duplicates: 2 texts of the validation part stand in the training part too",
                        "duplicates: 2 texts of the test part stand in the training or validation part too: the"
                                + " measures flatter");
    }

    @Test
    void readsJsonLines() throws IOException {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 3).forEach(i -> {
            lines.add("{\"text\": \"good %d\", \"label\": 1}".formatted(i));
            lines.add("{\"text\": \"bad %d\", \"label\": true, \"more\": null}".formatted(i));
        });
        write("a.jsonl", String.join("\n", lines));
        assertThat(split("a.jsonl", 1).labels()).containsExactly("1", "true");
    }

    @Test
    void takesTheFilesGiven() throws IOException {
        write("train.csv", "text,label\n" + rows("a", 2) + rows("b", 2));
        write("test.csv", "text,label\nnew,a\n");
        Parts parts = Splitting.read(source("train.csv", List.of("text"), "test.csv"), 1, folder);
        assertThat(parts.test()).containsExactly(new LabelledText("new", 0));
        assertThat(parts.validation()).hasSize(2);
        assertThat(parts.train()).hasSize(2);
    }

    @Test
    void refusesALabelSeenOnlyInTheTest() throws IOException {
        write("train.csv", "text,label\n" + rows("a", 5) + rows("b", 5));
        write("test.csv", "text,label\nx,a\ny,c\nz,c\n");
        BadData bad = catchThrowableOfType(
                BadData.class, () -> Splitting.read(source("train.csv", List.of("text"), "test.csv"), 1, folder));
        assertThat(bad.complaints())
                .containsExactly(new Complaint(
                        "test.csv", "has labels that the training file train.csv never shows: 'c' (line 3)"));
    }

    @Test
    void namesTheColumnsThatThereAre() throws IOException {
        write("a.csv", "review,stars\nfine,5\n");
        assertThat(complaints("a.csv"))
                .containsExactly(
                        new Complaint("data.text", "a.csv has no column 'text'; it has review, stars"),
                        new Complaint("data.label", "a.csv has no column 'label'; it has review, stars"));
    }

    @Test
    void namesTheLineOfBrokenUtf8() throws IOException {
        byte[] head = "text,label\nüber,1\nbroken ".getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(head, head.length + 1);
        all[head.length] = (byte) 0xE9;
        Files.write(folder.resolve("a.csv"), all);
        Complaint complaint = complaints("a.csv").getFirst();
        assertThat(complaint.path()).isEqualTo("a.csv:3");
        assertThat(complaint.message()).contains("0xe9", "UTF-8");
    }

    @Test
    void namesTheLineOfAByteCutOff() throws IOException {
        Files.write(folder.resolve("a.csv"), new byte[] {'t', '\n', (byte) 0xC3});
        assertThat(complaints("a.csv").getFirst().path()).isEqualTo("a.csv:2");
    }

    @Test
    void namesTheLinesOfEmptyTextsAndLabels() throws IOException {
        write("a.csv", "text,label\n\"two\nlines\",a\n  ,a\nfine,\n");
        assertThat(complaints("a.csv"))
                .containsExactly(
                        new Complaint(
                                "a.csv:4",
                                "examples with an empty text, on the lines 4; give them one or leave them out"),
                        new Complaint(
                                "a.csv:5",
                                "examples with an empty label, on the lines 5; give them one or leave them out"));
    }

    @Test
    void refusesOneClassOnly() throws IOException {
        write("a.csv", "text,label\n" + rows("a", 10));
        assertThat(complaints("a.csv").getFirst().message()).contains("every example has the label 'a'");
    }

    @Test
    void refusesClassesTooSmallToSplit() throws IOException {
        write("a.csv", "text,label\n" + rows("a", 10) + rows("b", 2) + rows("c", 1));
        assertThat(complaints("a.csv").getFirst().message()).contains("a label needs 3 or more: 'b' (2), 'c' (1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.csv|''|a.csv|is empty",
                "a.csv|text,label\\n|a.csv|no examples",
                "a.csv|text,label,text\\nx,y,z|a.csv:1|the column 'text' twice",
                "a.csv|text,,label\\nx,y,z|a.csv:1|no name",
                "a.csv|text,label\\na,b\\na,b,c|a.csv:3|3 cells where the header has 2",
                "a.csv|text,label\\n\"a,b\\nc,d|a.csv:2|never closed",
                "a.csv|text,label\\n\"a\"b,c|a.csv:2|closing quote",
                "a.jsonl|{\"text\": 1}\\n[]|a.jsonl:2|JSON object",
                "a.jsonl|{\"text\": 1,|a.jsonl:1|no JSON object",
                "a.xlsx|PK|a.xlsx|no format"
            })
    void namesThePlaceOfWhatCannotBeRead(String file, String text, String place, String why) throws IOException {
        write(file, text.replace("\\n", "\n"));
        Complaint complaint = complaints(file).getFirst();
        assertThat(complaint.path()).isEqualTo(place);
        assertThat(complaint.message()).contains(why);
    }

    @Test
    void saysHowLongTextsAre() {
        List<String> texts = new ArrayList<>(Collections.nCopies(60, "one two"));
        texts.addAll(Collections.nCopies(38, " one\ttwo three "));
        texts.addAll(List.of("1 2 3 4 5 6 7", ""));
        Lengths words = Lengths.of(texts);
        assertThat(words.median()).isEqualTo(2);
        assertThat(words.longest()).isEqualTo(7);
        assertThat(words.ninetyFifth()).isEqualTo(3);
        assertThat(words.warnings(3)).isEmpty();
        assertThat(words.warnings(2)).hasSize(1).first().asString().contains("the longest has 7");
        assertThat(Lengths.of(List.of())).isEqualTo(new Lengths(0, 0, 0, 0));
    }

    @Test
    void readsQuotedCellsAndAnyLineEnd() throws IOException {
        write("a.csv", "\ufefftext,label\r\n\"a \"\"quoted\"\", cell\",x\r\nb,x\nc,x\r\n" + rows("y", 3) + "\n\n");
        Parts parts = split("a.csv", 1);
        List<String> texts = Stream.of(parts.train(), parts.validation(), parts.test())
                .flatMap(List::stream)
                .map(LabelledText::text)
                .toList();
        assertThat(texts).contains("a \"quoted\", cell").hasSize(6);
    }

    private static String rows(String label, int count) {
        StringBuilder rows = new StringBuilder();
        IntStream.range(0, count).forEach(i -> rows.append(label + " room " + i + "," + label + "\n"));
        return rows.toString();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private Parts split(String file, long seed) {
        return Splitting.read(source(file, List.of("text"), null), seed, folder);
    }

    private List<Complaint> complaints(String file) {
        return catchThrowableOfType(BadData.class, () -> split(file, 1)).complaints();
    }

    private static DataSource source(String file, List<String> text, String testFile) {
        return new DataSource(
                Reference.parse("a/b"),
                file,
                text,
                "label",
                List.of(),
                0.15,
                testFile == null ? 0.2 : 0,
                null,
                testFile);
    }
}
