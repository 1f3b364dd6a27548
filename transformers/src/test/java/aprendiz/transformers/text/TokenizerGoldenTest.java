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
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with what src/test/python/make_tokenizer_goldens.py got from transformers. */
class TokenizerGoldenTest {

    private static final Path GOLDENS = Path.of("src/test/resources/tokenizers");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"uncased", "cased", "accented"})
    void cutsTextsAsTransformersDoes(String name) throws IOException {
        JsonNode golden = golden(name);
        Tokenizer tokenizer = tokenizer(golden);
        for (JsonNode one : golden.path("texts")) {
            String text = one.path("text").textValue();
            Encoding found = tokenizer.encode(Text.of(text), Cut.to(2000));
            assertPlaces(found, one, List.of(text));
            assertThat(tokenizer.vocabulary().decode(found.ids(), false))
                    .as(text)
                    .isEqualTo(one.path("decoded").textValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncased", "cased"})
    void cutsPairsAsTransformersDoes(String name) throws IOException {
        JsonNode golden = golden(name);
        Tokenizer tokenizer = tokenizer(golden);
        for (JsonNode one : golden.path("pairs")) {
            Text pair =
                    Text.pair(one.path("first").textValue(), one.path("second").textValue());
            Cut.From from = Cut.From.valueOf(one.path("strategy").textValue().toUpperCase(Locale.ROOT));
            Cut cut = new Cut(one.path("longest").intValue(), from, 0);
            if (one.path("ids").isEmpty()) {
                assertThatThrownBy(() -> tokenizer.encode(pair, cut)).isInstanceOf(Problem.class);
            } else {
                Encoding found = tokenizer.encode(pair, cut);
                assertThat(column(found, found::id)).as(one.toString()).isEqualTo(numbers(one, "ids"));
                assertThat(column(found, found::type)).isEqualTo(numbers(one, "types"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncased", "cased"})
    void slidesWindowsAsTransformersDoes(String name) throws IOException {
        JsonNode golden = golden(name);
        Tokenizer tokenizer = tokenizer(golden);
        for (JsonNode one : golden.path("windows")) {
            String first = one.path("first").textValue();
            String second = one.path("second").textValue();
            Cut cut = Cut.second(
                    one.path("longest").intValue(), one.path("stride").intValue());
            JsonNode expected = one.path("windows");
            if (expected.isEmpty()) {
                assertThatThrownBy(() -> tokenizer.windows(Text.pair(first, second), cut))
                        .isInstanceOf(Problem.class);
                continue;
            }
            List<Encoding> found = tokenizer.windows(Text.pair(first, second), cut);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                assertPlaces(found.get(i), expected.get(i), List.of(first, second));
            }
        }
        List<Encoding> single = tokenizer.windows(Text.of("room ".repeat(40)), new Cut(7, Cut.From.LONGEST_FIRST, 2));
        assertThat(single).hasSameSizeAs(golden.path("single"));
        for (int i = 0; i < single.size(); i++) {
            assertThat(column(single.get(i), single.get(i)::id))
                    .isEqualTo(numbers(golden.path("single").get(i)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncased", "cased"})
    void takesTextsThatWereCutIntoWords(String name) throws IOException {
        JsonNode golden = golden(name);
        Tokenizer tokenizer = tokenizer(golden);
        for (JsonNode one : golden.path("words")) {
            List<String> words = new ArrayList<>();
            one.path("text").forEach(word -> words.add(word.textValue()));
            Encoding found = tokenizer.encode(Text.words(words), Cut.to(2000));
            assertThat(column(found, found::id)).as(one.toString()).isEqualTo(numbers(one, "ids"));
            assertThat(column(found, found::word)).isEqualTo(numbers(one, "words"));
            for (int at = 0; at < found.size(); at++) {
                if (!found.isSpecial(at)) {
                    Span span = found.span(at).inCodePoints(words.get(found.word(at)));
                    assertThat(span.start())
                            .isEqualTo(one.path("starts").get(at).intValue());
                    assertThat(span.end()).isEqualTo(one.path("ends").get(at).intValue());
                }
            }
        }
    }

    private static void assertPlaces(Encoding found, JsonNode expected, List<String> texts) {
        assertThat(column(found, found::id)).as(texts.toString()).isEqualTo(numbers(expected, "ids"));
        assertThat(column(found, found::word)).as(texts.toString()).isEqualTo(numbers(expected, "words"));
        IntUnaryOperator start = at -> codePoints(found, at, texts).start();
        IntUnaryOperator end = at -> codePoints(found, at, texts).end();
        assertThat(column(found, start)).as(texts.toString()).isEqualTo(numbers(expected, "starts"));
        assertThat(column(found, end)).as(texts.toString()).isEqualTo(numbers(expected, "ends"));
        if (expected.has("types")) {
            assertThat(column(found, found::type)).isEqualTo(numbers(expected, "types"));
            assertThat(column(found, at -> found.isSpecial(at) ? 1 : 0)).isEqualTo(numbers(expected, "special"));
        }
    }

    private static Span codePoints(Encoding found, int at, List<String> texts) {
        return found.isSpecial(at) ? found.span(at) : found.span(at).inCodePoints(texts.get(found.source(at)));
    }

    private static List<Integer> column(Encoding found, IntUnaryOperator column) {
        return IntStream.range(0, found.size()).map(column).boxed().toList();
    }

    private static List<Integer> numbers(JsonNode golden, String field) {
        return numbers(golden.path(field));
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.intValue()));
        return numbers;
    }

    private Tokenizer tokenizer(JsonNode golden) throws IOException {
        Files.copy(GOLDENS.resolve("vocab.txt"), folder.resolve("vocab.txt"));
        Files.write(folder.resolve("tokenizer_config.json"), Json.pretty(golden.path("settings")));
        return Tokenizer.load(folder, 2000);
    }

    private static JsonNode golden(String name) throws IOException {
        return Json.read(GOLDENS.resolve(name + ".json"), JsonNode.class);
    }
}
