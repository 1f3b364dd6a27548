package aprendiz.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Problem;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VersionTest {

    private static final FileEntry A = new FileEntry("a.txt", 1, digest("a"));
    private static final FileEntry B = new FileEntry("sub/b.txt", 1, digest("b"));

    /** printf '%s a.txt\n%s sub/b.txt\n' $(printf a | sha256sum | cut -c-64) $(printf b | sha256sum | cut -c-64) | sha256sum */
    private static final String DIGEST = "67dcd2bfe259db0c35d504748eecbc0a2de3d1e5af3192ad115803e69bba78dc";

    @Test
    void namesASetOfFilesWhateverTheirOrder() {
        assertThat(Version.digestOf(List.of(A, B))).hasToString(DIGEST);
        assertThat(Version.digestOf(List.of(B, A))).hasToString(DIGEST);
    }

    @Test
    void namesAnotherSetOtherwise() {
        assertThat(Version.digestOf(List.of(A))).isNotEqualTo(Version.digestOf(List.of(A, B)));
        assertThat(Version.digestOf(List.of(new FileEntry("c.txt", 1, A.sha256()), B)))
                .isNotEqualTo(Version.digestOf(List.of(A, B)));
    }

    @Test
    void isReadBackAsItWasWritten() {
        Version version = version();
        assertThat(version.label()).isEqualTo("samples/hotel-rooms-rating@3");
        byte[] json = Json.pretty(version);
        assertThat(Json.parse(json, "version", Version.class)).isEqualTo(version);
        assertThat(Json.pretty(Json.parse(json, "version", Version.class))).isEqualTo(json);
        assertThat(json).asString().contains("\"createdAt\" : \"2026-01-02T03:04:05.678901Z\"");
    }

    @Test
    void leavesOutWhatADataSetHasNot() {
        Version version = new Version(
                RepositoryType.DATASET,
                ModelName.of("a/b"),
                1,
                "0".repeat(40),
                digest("x"),
                null,
                null,
                "",
                null,
                null,
                null,
                Instant.EPOCH);
        assertThat(Json.pretty(version)).asString().doesNotContain("kind", "task");
        assertThat(version.files()).isEmpty();
        assertThat(Json.parse(Json.pretty(version), "version", Version.class)).isEqualTo(version);
    }

    @Test
    void publishesSomethingUnderEachPathOnce() {
        assertThatThrownBy(() -> new Publication(List.of(), "why", null)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new Publication(List.of(A, B, A), "why", null))
                .isInstanceOf(Problem.class)
                .hasMessage("files: 'a.txt' is listed twice");
    }

    @Test
    void movesAnAliasOnlyByComparing() {
        assertThatThrownBy(() -> new AliasWish(1, null, "me", "why")).isInstanceOf(Problem.class);
        assertThat(new AliasWish(1, 0, " ", null)).isEqualTo(new AliasWish(1, 0, "anonymous", ""));
    }

    private static Version version() {
        return new Version(
                RepositoryType.MODEL,
                ModelName.of("samples/hotel-rooms-rating"),
                3,
                DIGEST.substring(0, 40),
                Digest.parse(DIGEST),
                Kind.FINE_TUNED,
                Task.TEXT_CLASSIFICATION,
                "better",
                List.of(new Parent(Relation.TRAINED_ON, RepositoryType.DATASET, ModelName.of("a/b"), 1, digest("x"))),
                new TreeMap<>(Map.of("accuracy", 0.5)),
                List.of(A, B),
                Instant.parse("2026-01-02T03:04:05.678901Z"));
    }

    private static Digest digest(String text) {
        return Digest.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
