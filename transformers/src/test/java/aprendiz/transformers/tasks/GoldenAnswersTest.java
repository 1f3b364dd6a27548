package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.export.Bound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenAnswersTest {

    private static final Bound EXACT = new Bound(1e-6, 0, 0.999999);

    @TempDir
    Path folder;

    static List<String> networks() {
        return TinyNetwork.NAMES;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aModelAnswersAsItDidWhereItWasMade(String name) throws IOException {
        assertThat(GoldenAnswers.read(folder)).isEmpty();
        try (TextTask task = Tasks.open(new TinyNetwork(name).folder())) {
            GoldenAnswers made = GoldenAnswers.of(task);
            made.write(folder);
            assertThat(GoldenAnswers.read(folder)).contains(made);
            assertThat(Files.size(folder.resolve(GoldenAnswers.PATH))).isLessThan(50_000);
            GoldenAnswers.read(folder).orElseThrow().check(task, EXACT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bert-sequence-classification, distilbert-sequence-classification, they may be 1.0E-6 apart",
        "bert-base, distilbert-base, at least 0.999999 is due",
        "bert-sequence-classification, bert-token-classification, 'it answered rows of [5] numbers, and here of [5, 5'"
    })
    void anotherModelIsToldFromIt(String made, String found, String complaint) {
        GoldenAnswers golden;
        try (TextTask task = Tasks.open(new TinyNetwork(made).folder())) {
            golden = GoldenAnswers.of(task);
        }
        try (TextTask task = Tasks.open(new TinyNetwork(found).folder())) {
            assertThatThrownBy(() -> golden.check(task, EXACT))
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith("aprendiz/golden.json: samples[0]: ")
                    .hasMessageContaining(complaint);
        }
    }

    @Test
    void whatIsNoNumberIsTooFarOff() {
        try (TextTask task = Tasks.open(new TinyNetwork("bert-sequence-classification").folder())) {
            List<Float> row = List.of(Float.NaN, 0f, 0f, 0f, 0f);
            GoldenAnswers golden = new GoldenAnswers(1, List.of(new GoldenAnswer("a room", null, List.of(row))));
            assertThatThrownBy(() -> golden.check(task, new Bound(100, 0, -1))).hasMessageContaining("NaN");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"format\": 2, \"samples\": []} | golden.json: format: 2 is not 1",
                "{\"format\": 1} | golden.json: samples: from 1 to 64 are due",
                "{\"format\": 1, \"samples\": [null]} | golden.json: samples[0]: null",
                "{\"format\": 1, \"samples\": [{\"answer\": [[1]]}]} | golden.json: samples[0]: text: missing",
                "{\"format\": 1, \"samples\": [{\"text\": \"a\", \"answer\": [[1], []]}]} | samples[0]: answer[1]: numbers are due",
                "{\"format\": 1, \"samples\": 7} | golden.json:1: ",
                "[[[[ | golden.json:1: "
            })
    void saysWhereTheFileIsWrong(String json, String complaint) throws IOException {
        Files.createDirectories(folder.resolve(GoldenAnswers.PATH).getParent());
        Files.writeString(folder.resolve(GoldenAnswers.PATH), json);
        assertThatThrownBy(() -> GoldenAnswers.read(folder))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(complaint);
    }
}
