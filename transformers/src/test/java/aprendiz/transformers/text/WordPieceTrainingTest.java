package aprendiz.transformers.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares with what src/test/python/make_wordpiece_golden.py got from tokenizers. */
class WordPieceTrainingTest {

    private static final Path GOLDENS = Path.of("src/test/resources/wordpiece");

    @TempDir
    Path folder;

    @Test
    void learnsTheTokensThatTokenizersLearns() throws IOException {
        for (JsonNode golden : Json.read(GOLDENS.resolve("golden.json"), JsonNode.class)) {
            WordPieceTraining training = new WordPieceTraining(
                    golden.path("size").intValue(),
                    golden.path("frequency").intValue(),
                    golden.path("alphabet").intValue(),
                    golden.path("lower").booleanValue());
            List<String> expected = new ArrayList<>();
            golden.path("tokens").forEach(token -> expected.add(token.textValue()));
            assertThat(training.vocabulary(text())).as(training.toString()).isEqualTo(expected);
        }
    }

    @Test
    void writesATokenizerThatKnowsItsTokens() throws IOException {
        WordPieceTraining.of(150, true).write(text(), folder);
        Tokenizer tokenizer = Tokenizer.load(folder, 16);
        assertThat(tokenizer.vocabulary().size()).isEqualTo(150);
        assertThat(Files.readAllLines(folder.resolve("vocab.txt"))).hasSize(150);
        long[] ids = tokenizer.encode(List.of("La habitación")).getFirst().ids();
        assertThat(tokenizer.vocabulary().decode(ids, false)).isEqualTo("la habitacion");
    }

    @Test
    void learnsTheSameEveryTime() throws IOException {
        WordPieceTraining training = WordPieceTraining.of(120, false);
        assertThat(training.vocabulary(text())).isEqualTo(training.vocabulary(text()));
    }

    @Test
    void refusesAVocabularyWithoutRoom() {
        assertThatThrownBy(() -> WordPieceTraining.of(5, true))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("size: 5");
    }

    private static Stream<String> text() throws IOException {
        return Files.readAllLines(GOLDENS.resolve("text.txt")).stream();
    }
}
