package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.FeatureExtraction.TooLong;
import aprendiz.transformers.text.Tokens;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureExtractionTest {

    @TempDir
    Path scratch;

    @Test
    void givesTheVectorOfEachTokenAsThePipelineDoes() {
        JsonNode golden = Golden.all("feature-extraction").getFirst();
        List<String> texts = Golden.texts(golden.path("texts"));
        try (FeatureExtraction extraction = FeatureExtraction.load(Golden.checkpoint("vectors"))) {
            float[][][] vectors = extraction.tokenVectors(texts);
            for (int i = 0; i < vectors.length; i++) {
                assertRows(vectors[i], golden.path("answers").path(i), texts.get(i));
            }
        }
    }

    @Test
    void embedsAsSentenceTransformersDoes() throws IOException {
        for (JsonNode one : Golden.all("embeddings")) {
            Path folder = copy(one.path("files"));
            List<String> texts = Golden.texts(one.path("texts"));
            String where = one.path("files").path("1_Pooling/config.json").toString();
            try (FeatureExtraction extraction = FeatureExtraction.load(folder)) {
                assertRows(extraction.embed(texts), one.path("vectors"), where);
                if (one.has("passages")) {
                    assertRows(extraction.embed(texts, "passage"), one.path("passages"), where);
                }
                float[] similarities =
                        extraction.similarity().similarities(texts.getFirst(), texts.subList(1, texts.size()));
                assertRow(similarities, one.path("similarities"), where);
            }
        }
    }

    @Test
    void embedsWithTheTrunkOfAnyCheckpoint() {
        try (FeatureExtraction extraction = FeatureExtraction.load(Golden.checkpoint("tag"))) {
            assertThat(extraction.embed(List.of("room", ""))).hasDimensions(2, 8);
            assertThat(extraction.embed(List.of())).isEmpty();
        }
    }

    @Test
    void refusesModulesThatItDoesNotKnow() throws IOException {
        Path folder = copy(JsonNodeFactory.instance.objectNode());
        Files.writeString(
                folder.resolve("modules.json"),
                "[{\"path\": \"2_Dense\", \"type\": \"sentence_transformers.models.Dense\"}]");
        assertThatThrownBy(() -> FeatureExtraction.load(folder))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("modules.json: 'sentence_transformers.models.Dense'");
        Files.writeString(folder.resolve("modules.json"), "[{\"path\": \"../..\", \"type\": \"x.Pooling\"}]");
        assertThatThrownBy(() -> FeatureExtraction.load(folder)).hasMessageContaining("leads out");
    }

    @Test
    void refusesAPromptThatIsNotThere() {
        try (FeatureExtraction extraction = FeatureExtraction.load(Golden.checkpoint("vectors"))) {
            assertThatThrownBy(() -> extraction.embed(List.of("room"), "query")).hasMessage("'query' is not one of []");
        }
    }

    @Test
    void cutsWhereItIsToldAndEmbedsTokens() {
        try (FeatureExtraction extraction = FeatureExtraction.load(Golden.checkpoint("vectors"))) {
            int most = extraction.sentenceLength();
            String words = "room ".repeat(most);
            long[] bed =
                    extraction.tokens("bed", Optional.empty(), TooLong.REFUSE).ids();
            long[] start = extraction
                    .tokens("bed " + words, Optional.empty(), TooLong.CUT_END)
                    .ids();
            long[] end = extraction
                    .tokens(words + "bed", Optional.empty(), TooLong.CUT_START)
                    .ids();
            assertThat(start).hasSize(most).startsWith(bed[0], bed[1]);
            assertThat(end).hasSize(most).endsWith(bed[bed.length - 2], bed[bed.length - 1]);
            assertThatThrownBy(() -> extraction.tokens(words, Optional.empty(), TooLong.REFUSE))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("more than the " + most + " tokens");
            assertThat(extraction.embedTokens(List.of(Tokens.of(bed)))).isDeepEqualTo(extraction.embed(List.of("bed")));
        }
    }

    private Path copy(JsonNode files) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "checkpoint");
        for (String name : List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(Golden.checkpoint("vectors").resolve(name), folder.resolve(name));
        }
        for (var file : files.properties()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, Json.pretty(file.getValue()));
        }
        return folder;
    }

    private static void assertRows(float[][] rows, JsonNode expected, String where) {
        assertThat(rows)
                .as(where)
                .hasDimensions(expected.size(), expected.path(0).size());
        for (int i = 0; i < rows.length; i++) {
            assertRow(rows[i], expected.path(i), where);
        }
    }

    private static void assertRow(float[] row, JsonNode expected, String where) {
        assertThat(row).as(where).hasSize(expected.size());
        for (int i = 0; i < row.length; i++) {
            assertThat((double) row[i]).as(where).isCloseTo(expected.path(i).doubleValue(), within(1e-4));
        }
    }
}
