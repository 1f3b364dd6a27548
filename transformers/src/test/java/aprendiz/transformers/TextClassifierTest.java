package aprendiz.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

class TextClassifierTest {

    @TempDir
    Path folder;

    @Test
    void answersAsTransformersDoes() {
        float[] golden = TinyBert.golden("logits");
        try (TextClassifier classifier = TextClassifier.load(TinyBert.FOLDER)) {
            float[][] logits = classifier.logits(TinyBert.texts());
            for (int i = 0; i < logits.length; i++) {
                for (int label = 0; label < 3; label++) {
                    assertThat(logits[i][label]).isCloseTo(golden[i * 3 + label], within(1e-4f));
                }
            }
            assertThat(classifier.labels()).containsExactly("bad", "middling", "good");
            assertThat(classifier.maxLength()).isEqualTo(32);
        }
    }

    @Test
    void answersABatchAsOneByOne() {
        try (TextClassifier classifier = TextClassifier.load(TinyBert.FOLDER)) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                texts.add("the room was " + "very ".repeat(i * 7 % 23) + "clean");
            }
            float[][] together = classifier.logits(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(classifier.logits(List.of(texts.get(i)))[0]).containsExactly(together[i], within(1e-5f));
            }
        }
    }

    @Test
    void saysProbabilitiesThatAddUpToOne() {
        try (TextClassifier classifier = TextClassifier.load(TinyBert.FOLDER)) {
            for (float[] row : classifier.probabilities(TinyBert.texts())) {
                assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-6f));
            }
            assertThat(classifier.probabilities(List.of())).isEmpty();
        }
    }

    @Test
    void answersAnyString() {
        List<String> strange = List.of(
                "",
                " \t\n",
                "\0",
                "\ud83d",
                "\udc00 room \ud800",
                "\uffff\ufffe",
                "clean ".repeat(200_000),
                "x".repeat(1 << 20));
        try (TextClassifier classifier = TextClassifier.load(TinyBert.FOLDER)) {
            for (float[] row : classifier.logits(strange)) {
                assertThat(row).hasSize(3).doesNotContain(Float.NaN);
            }
            assertThat(classifier.logits(List.of("room \ud800")))
                    .isDeepEqualTo(classifier.logits(List.of("room \ufffd")));
        }
    }

    @Test
    void answersManyThreadsAndBesideAnother() throws Exception {
        List<String> texts = TinyBert.texts();
        try (TextClassifier one = TextClassifier.load(TinyBert.FOLDER);
                TextClassifier two = TextClassifier.load(TinyBert.FOLDER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            float[][] expected = one.logits(texts);
            List<Future<float[][]>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                TextClassifier classifier = i % 2 == 0 ? one : two;
                answers.add(threads.submit(() -> classifier.logits(texts)));
            }
            for (Future<float[][]> answer : answers) {
                assertThat(answer.get()).isDeepEqualTo(expected);
            }
        }
    }

    @Test
    void refusesToAnswerOnceItIsClosed() {
        TextClassifier classifier = TextClassifier.load(TinyBert.FOLDER);
        classifier.close();
        classifier.close();
        assertThatThrownBy(() -> classifier.logits(List.of("room"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesTheTensorThatDoesNotFitTheConfig() throws IOException {
        Path base = TinyBert.withDropout(folder);
        ObjectNode config = Json.read(base.resolve("config.json"), ObjectNode.class);
        config.put("vocab_size", 102);
        Files.write(base.resolve("config.json"), Json.pretty(config));
        assertThatThrownBy(() -> TextClassifier.load(base))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("bert.embeddings.word_embeddings.weight")
                .hasMessageContaining("[101, 32]");
    }

    @Test
    void refusesWhatIsNotTheBertItComputes() throws IOException {
        Path base = TinyBert.withDropout(folder);
        ObjectNode config = Json.read(base.resolve("config.json"), ObjectNode.class);
        config.put("hidden_act", "silu").put("position_embedding_type", "relative_key");
        Files.write(base.resolve("config.json"), Json.pretty(config));
        assertThatThrownBy(() -> TextClassifier.load(base))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("hidden_act")
                .hasMessageContaining("position_embedding_type");
    }

    @Test
    void saysThatACheckpointHasNoTokenizer() throws IOException {
        Path base = TinyBert.withDropout(folder);
        Files.delete(base.resolve("tokenizer.json"));
        assertThatThrownBy(() -> TextClassifier.load(base))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("neither tokenizer.json nor vocab.txt");
    }
}
