package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.transformers.TinyBert;
import aprendiz.transformers.tasks.TextClassification.Function;
import aprendiz.transformers.tasks.TextClassification.Options;
import aprendiz.transformers.text.Text;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextClassificationTest {

    @TempDir
    Path folder;

    @Test
    void answersAsTransformersDoes() {
        float[] golden = TinyBert.golden("logits");
        try (TextClassification classifier = TextClassification.load(TinyBert.FOLDER)) {
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
    void ranksLabelsAsThePipelineDoes() {
        Golden.cases("text-classification").forEach((name, cases) -> {
            try (TextClassification classifier = TextClassification.load(Golden.checkpoint(name))) {
                cases.forEach(one -> assertRanked(classifier, one));
            }
        });
    }

    private static void assertRanked(TextClassification classifier, JsonNode one) {
        Options options = new Options(
                one.path("top_k").asInt(Integer.MAX_VALUE),
                Function.valueOf(one.path("function").asText("default").toUpperCase(Locale.ROOT)));
        List<List<LabelScore>> answers = classifier.classify(Golden.texts(one.path("texts")), options);
        for (int i = 0; i < answers.size(); i++) {
            Golden.assertLabels(
                    answers.get(i),
                    one.path("answers").path(i),
                    one.path("texts").path(i) + " " + options);
        }
        List<Text.Pair> pairs = Golden.list(
                one.path("pairs"),
                pair -> new Text.Pair(pair.path(0).textValue(), pair.path(1).textValue()));
        List<List<LabelScore>> ofPairs = classifier.classifyPairs(pairs, options);
        for (int i = 0; i < ofPairs.size(); i++) {
            Golden.assertLabels(ofPairs.get(i), one.path("pair_answers").path(i), pairs.get(i) + " " + options);
        }
    }

    @Test
    void saysTheBestLabelOfAText() {
        try (TextClassification classifier = TextClassification.load(Golden.checkpoint("classify"))) {
            assertThat(classifier.classify("dirty room!").label()).isEqualTo("middling");
            assertThat(classifier.zeroShot()).isEmpty();
        }
    }

    @Test
    void refusesACheckpointForAnotherTask() {
        assertThatThrownBy(() -> TextClassification.load(Golden.checkpoint("fill")))
                .isInstanceOf(Problem.class)
                .hasMessage("config.json: architectures: 'BertForMaskedLM' is for fill-mask; text-classification needs"
                        + " BertForSequenceClassification");
    }

    @Test
    void refusesToRankNoLabel() {
        assertThatThrownBy(() -> Options.BEST.withTopK(0)).hasMessageContaining("top_k: 0");
    }

    @Test
    void answersABatchAsOneByOne() {
        try (TextClassification classifier = TextClassification.load(TinyBert.FOLDER)) {
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
        try (TextClassification classifier = TextClassification.load(TinyBert.FOLDER)) {
            for (float[] row : classifier.scores(TinyBert.texts(), Function.SOFTMAX)) {
                assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-6f));
            }
            assertThat(classifier.scores(List.of(), Function.DEFAULT)).isEmpty();
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
        try (TextClassification classifier = TextClassification.load(TinyBert.FOLDER)) {
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
        try (TextClassification one = TextClassification.load(TinyBert.FOLDER);
                TextClassification two = TextClassification.load(TinyBert.FOLDER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            float[][] expected = one.logits(texts);
            List<Future<float[][]>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                TextClassification classifier = i % 2 == 0 ? one : two;
                answers.add(threads.submit(() -> classifier.logits(texts)));
            }
            for (Future<float[][]> answer : answers) {
                assertThat(answer.get()).isDeepEqualTo(expected);
            }
        }
    }

    @Test
    void refusesToAnswerOnceItIsClosed() {
        TextClassification classifier = TextClassification.load(TinyBert.FOLDER);
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
        assertThatThrownBy(() -> TextClassification.load(base))
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
        assertThatThrownBy(() -> TextClassification.load(base))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("hidden_act")
                .hasMessageContaining("position_embedding_type");
    }

    @Test
    void saysThatACheckpointHasNoTokenizer() throws IOException {
        Path base = TinyBert.withDropout(folder);
        Files.delete(base.resolve("tokenizer.json"));
        assertThatThrownBy(() -> TextClassification.load(base))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("neither tokenizer.json nor vocab.txt");
    }
}
