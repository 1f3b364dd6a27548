package aprendiz.journey.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

    @TempDir
    Path folder;

    private final Machine machine = new Machine("a processor", 2, List.of("avx2"), 8L << 30, "an OS", "21", "2.7.1", 2);

    @Test
    void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Median.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
        assertThatThrownBy(() -> Median.of(List.of())).hasMessageContaining("no values");
    }

    @Test
    void ratioIsTheMedianOfTheWindowsOwnRatios() {
        Race race = new Race(List.of(1.0, 10.0, 3.0), List.of(2.0, 10.0, 2.0), "a peer");
        assertThat(race.ratio()).isEqualTo(1);
        assertThat(race.ours()).isEqualTo(3);
        assertThat(race.theirs()).isEqualTo(2);
    }

    @Test
    void bothSidesTakeTurnsAndTheFirstWindowDoesNotCount() {
        List<String> turns = new ArrayList<>();
        Race race = Race.run(terms(2, 2), () -> turns.add("we"), () -> turns.add("they"), "they");
        assertThat(turns)
                .containsExactly("we", "we", "they", "they", "we", "we", "they", "they", "we", "we", "they", "they");
        assertThat(race.ourTimes()).hasSize(2);
        assertThat(race.theirTimes()).hasSize(2);
    }

    @Test
    void ratiosCountAsTheyAreShown() {
        assertThat(Target.atMost(1).isReachedBy(1.004)).isTrue();
        assertThat(Target.atMost(1).isReachedBy(1.006)).isFalse();
        assertThat(Target.atLeast(0.6).isReachedBy(0.596)).isTrue();
        assertThat(Target.atLeast(0.6).isReachedBy(0.594)).isFalse();
    }

    @Test
    void distilbertTakes89GigaflopsForward() {
        assertThat(Architecture.DISTILBERT.forward(8, 128)).isCloseTo(89.4e9, within(0.1e9));
    }

    @Test
    void withoutPythonTheRowSaysSo() throws IOException {
        Peer peer = Peer.start(
                new Terms(1, 1, folder.resolve("no-python").toString(), folder),
                "train",
                Json.MAPPER.createObjectNode());
        assertThat(peer).isInstanceOf(Peer.Absent.class);

        Row row = Row.of("a work", Race.run(terms(1, 1), () -> {}, peer), Target.atMost(1));
        assertThat(row.verdict()).isEqualTo(Verdict.NOT_MEASURED);
        assertThat(row.note()).contains("no-python").contains("--python");
    }

    @Test
    void reviewsAreReadAsPythonReadsThem() throws IOException {
        List<String> texts = Reviews.texts(Path.of("../samples/hotel-rooms/rooms.en.csv"));
        assertThat(texts).hasSize(320);
        assertThat(String.join("", texts).codePoints().count()).isEqualTo(33_929); // len() of the same
    }

    @Test
    void everyFormTellsTheSame() throws IOException {
        Findings findings = findings();
        assertThat(findings.toText()).contains("a processor").contains("0.75").contains("missed");
        assertThat(findings.toMarkdown())
                .contains("./aprendiz bench transformers --windows 5 --repeats 3")
                .contains("| one work | 150 ms | Python | 200 ms | 0.75 | at most 0.50 | missed |  |")
                .contains("| other work | - | Python | - | - | at most 1.00 | not measured | no AMX |");
        JsonNode rows = findings.toJson().path("rows");
        assertThat(rows.get(0).path("ours").path("value").asDouble()).isEqualTo(150);
        assertThat(rows.get(0).path("verdict").asText()).isEqualTo("missed");
        assertThat(rows.get(1).path("verdict").asText()).isEqualTo("not measured");
    }

    @Test
    void putsFindingsIntoTheirPlaceAndLeavesTheRestAlone() throws IOException {
        Path document = Files.writeString(
                folder.resolve("document.md"), "before\n<!-- bench transformers -->\nold\n<!-- end -->\nafter\n");
        Document.put(document, findings());
        assertThat(document)
                .content()
                .startsWith("before\n<!-- bench transformers -->\n")
                .contains("| one work |")
                .doesNotContain("old")
                .endsWith("<!-- end -->\nafter\n");

        Path other = Files.writeString(folder.resolve("other.md"), "no place");
        assertThatThrownBy(() -> Document.put(other, findings())).isInstanceOf(Problem.class);
        assertThat(other).hasContent("no place");
    }

    private Findings findings() {
        return new Findings(
                "transformers",
                machine,
                "--windows 5 --repeats 3",
                Row.HEAD,
                List.of(
                        new Row(
                                "one work",
                                new Figure(150, "ms"),
                                "Python",
                                new Figure(200, "ms"),
                                0.75,
                                Target.atMost(0.5),
                                ""),
                        Row.impossible("other work", "Python", Target.atMost(1), "no AMX")));
    }

    private Terms terms(int windows, int repeats) {
        return new Terms(windows, repeats, "python3", folder);
    }
}
