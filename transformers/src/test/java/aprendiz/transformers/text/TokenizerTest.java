package aprendiz.transformers.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import aprendiz.transformers.TinyBert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {

    @TempDir
    Path folder;

    @Test
    void cutsTextsAsTransformersDoes() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(TinyBert.FOLDER, 32)) {
            Batch batch = new Batch(tokenizer.encode(TinyBert.texts()), 0);
            assertThat(batch.ids()).containsExactly(TinyBert.goldenIds("ids"));
            assertThat(batch.mask()).containsExactly(TinyBert.goldenIds("mask"));
        }
    }

    @Test
    void needsNoMoreThanAVocabulary() throws IOException {
        Files.copy(TinyBert.FOLDER.resolve("vocab.txt"), folder.resolve("vocab.txt"));
        try (Tokenizer whole = Tokenizer.load(TinyBert.FOLDER, 32);
                Tokenizer made = Tokenizer.load(folder, 32)) {
            List<Tokens> expected = whole.encode(TinyBert.texts());
            List<Tokens> found = made.encode(TinyBert.texts());
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void keepsCapitalsWhereTheConfigSaysSo() throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nRoom\nroom\n");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        try (Tokenizer tokenizer = Tokenizer.load(folder, 8)) {
            assertThat(tokenizer.encode(List.of("Room")).getFirst().ids()).containsExactly(2, 5, 3);
        }
    }

    @Test
    void cutsLongTextsAndKeepsTheLastToken() {
        try (Tokenizer tokenizer = Tokenizer.load(TinyBert.FOLDER, 5)) {
            long[] ids = tokenizer
                    .encode(List.of("the room was clean and quiet"))
                    .getFirst()
                    .ids();
            assertThat(ids).hasSize(5).startsWith(2).endsWith(3);
        }
    }

    @Test
    void cutsWhereTheCheckpointSaysIfThatIsSooner() {
        try (Tokenizer tokenizer = Tokenizer.load(TinyBert.FOLDER, 512)) {
            assertThat(tokenizer.maxLength()).isEqualTo(32);
            assertThat(tokenizer.encode(List.of("room ".repeat(100))).getFirst().length())
                    .isEqualTo(32);
        }
    }

    @Test
    void servesManyThreads() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.load(TinyBert.FOLDER, 32);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Tokens expected = tokenizer.encode(List.of("dirty room!")).getFirst();
            List<Future<List<Tokens>>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                answers.add(threads.submit(() -> tokenizer.encode(List.of("dirty room!"))));
            }
            for (Future<List<Tokens>> answer : answers) {
                assertThat(answer.get().getFirst()).isEqualTo(expected);
            }
        }
    }

    @Test
    void namesAFileThatIsNoTokenizer() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 7}");
        assertThatThrownBy(() -> Tokenizer.load(folder, 32))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("tokenizer.json");
    }

    @Test
    void namesTheTokenThatAVocabularyLacks() throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[MASK]\nroom\n");
        assertThatThrownBy(() -> Tokenizer.load(folder, 32))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("[SEP]");
    }

    @Test
    void refusesATokenBeyondTheEmbedding() throws IOException {
        Files.copy(TinyBert.FOLDER.resolve("vocab.txt"), folder.resolve("vocab.txt"));
        Files.writeString(folder.resolve("config.json"), "{\"vocab_size\": 100}");
        assertThatThrownBy(() -> Tokenizer.load(folder, 32))
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll("has the id 100", "vocab_size: 100");
    }

    @Test
    void refusesAVocabularyThatIsMuchSmallerThanTheEmbedding() throws IOException {
        Files.copy(TinyBert.FOLDER.resolve("vocab.txt"), folder.resolve("vocab.txt"));
        Files.writeString(folder.resolve("config.json"), "{\"vocab_size\": 128}"); // 101, rounded up
        assertThat(Tokenizer.load(folder, 32).vocabulary().size()).isEqualTo(101);
        Files.writeString(folder.resolve("config.json"), "{\"vocab_size\": 30522}");
        assertThatThrownBy(() -> Tokenizer.load(folder, 32))
                .isInstanceOf(Problem.class)
                .hasMessageContainingAll("101 tokens", "vocab_size: 30522");
    }

    @Test
    void refusesWhatItDoesNotKnowByName() throws IOException {
        String json = Files.readString(TinyBert.FOLDER.resolve("tokenizer.json"));
        for (String part : List.of("BertNormalizer", "BertPreTokenizer", "TemplateProcessing", "WordPiece")) {
            Files.writeString(folder.resolve("tokenizer.json"), json.replace('"' + part + '"', "\"Novel\""));
            assertThatThrownBy(() -> Tokenizer.load(folder, 32))
                    .as(part)
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll("tokenizer.json", "'Novel'");
        }
    }

    @Test
    void takesAnyText() {
        Tokenizer tokenizer = Tokenizer.load(TinyBert.FOLDER, 32);
        assertThat(tokenizer
                        .encode(List.of("room \uD83D room \uDE00\uD83D bed"))
                        .getFirst())
                .isEqualTo(tokenizer.encode(List.of("room room bed")).getFirst());
        String megabyte = "the room was clean. ".repeat(50_000);
        assertThat(tokenizer.encode(List.of(megabyte, "x".repeat(1_000_000))))
                .extracting(Tokens::length)
                .containsExactly(32, 3);
        Encoding whole = tokenizer.encode(Text.of("clean 👍 bed"), Cut.to(32));
        assertThat(whole.span(3)).isEqualTo(new Span(9, 12));
        assertThat(whole.span(3).inCodePoints("clean 👍 bed")).isEqualTo(new Span(8, 11));
        assertThat(whole.span(3).of("clean 👍 bed")).isEqualTo("bed");
    }
}
