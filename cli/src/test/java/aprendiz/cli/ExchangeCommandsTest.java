package aprendiz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.Webhook;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports, exports, signatures and webhooks, as they are typed. */
class ExchangeCommandsTest {

    private static final List<FileEntry> FILES = List.of(new FileEntry("a.txt", 1, Digest.of(new byte[1])));

    @TempDir
    private Path folder;

    private FakeService registry;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void start() throws IOException {
        registry = new FakeService();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private int run(String... line) {
        List<String> words = new ArrayList<>(List.of(line));
        words.addAll(List.of("--registry", registry.url()));
        return Aprendiz.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words.toArray(String[]::new));
    }

    private static String version() throws JsonProcessingException {
        Digest digest = Version.digestOf(FILES);
        return Json.MAPPER.writeValueAsString(new Version(
                RepositoryType.MODEL,
                ModelName.of("owner/thing"),
                1,
                digest.hex().substring(0, 40),
                digest,
                null,
                null,
                "",
                null,
                null,
                FILES,
                Instant.EPOCH));
    }

    @Test
    void importsFromAHubUnderTheNameThatItHasThere() throws IOException {
        registry.on(
                "POST /v1/models/owner/thing/imports",
                200,
                "{\"file\":\"model.safetensors\",\"done\":5,\"size\":10}\n"
                        + "{\"file\":\"model.safetensors\",\"done\":10,\"size\":10}\n{\"version\":" + version()
                        + "}\n");
        assertThat(run("model", "import", "hf:owner/thing@v1", "--include", "*.json"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("model.safetensors")
                .contains("owner/thing is version 1");
        assertThat(registry.requests.getFirst().body()).contains("hf:owner/thing@v1", "*.json");
    }

    @Test
    void saysWhyAnImportStopped() {
        registry.on(
                "POST /v1/datasets/acme/data/imports",
                200,
                "{\"problem\":{\"title\":\"Corrupt file\",\"status\":503,\"detail\":\"hf:owner/thing@main:"
                        + " a.csv\"}}\n");
        assertThat(run("data", "import", "hf:owner/thing", "--name", "acme/data"))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Corrupt file: hf:owner/thing@main: a.csv");
    }

    @Test
    void saysWhatIsNoSource() {
        assertThat(run("model", "import", folder.resolve("nothing").toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("is no folder, no file and no hf:owner/name");
        assertThat(run("model", "import", folder.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--name namespace/name");
    }

    @Test
    void exportsToTheFileThatIsNamed() throws IOException {
        Path file = folder.resolve("thing.zip");
        registry.on("GET /v1/models/owner/thing/versions/champion", 200, version())
                .on(
                        "GET /v1/models/owner/thing/versions/"
                                + Version.digestOf(FILES).hex().substring(0, 40) + "/archive",
                        200,
                        "the archive");
        assertThat(run("model", "export", "owner/thing@champion", file.toString()))
                .isZero();
        assertThat(file).hasContent("the archive");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aVersionThatNoTrustedKeySignedIsTwo() throws IOException {
        Path key = Files.writeString(folder.resolve("key.pem"), """
                -----BEGIN PUBLIC KEY-----
                MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEUDAEF6ALT3Lre3ZRQCAkraj1pIIn
                jHgk+AG3LDAfDJbpivxr0mv6dydO5DKv4AmK3QYeNX+SZncQoAUuP+voaA==
                -----END PUBLIC KEY-----
                """);
        registry.on("GET /v1/models/owner/thing/versions/main", 200, version())
                .on(
                        "GET /v1/models/owner/thing/versions/"
                                + Version.digestOf(FILES).hex().substring(0, 40) + "/signatures",
                        200,
                        "[]");
        assertThat(run("model", "verify", "owner/thing", "--key", key.toString()))
                .isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("not verified: owner/thing@1: it is not signed");
    }

    @Test
    void registersAWebhookAndShowsItsSecretOnce() throws IOException {
        URI url = URI.create("https://example.com/hook");
        registry.on(
                "POST /v1/webhooks",
                201,
                Json.MAPPER.writeValueAsString(
                        new Webhook(7L, url, null, List.of(), "whsec_x", "me", Instant.EPOCH, 0L, 0L)));
        assertThat(run("webhook", "add", url.toString(), "--event", "alias.moved"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("webhook 7", "whsec_x");
        assertThat(registry.requests.getFirst().body()).contains("alias.moved");

        registry.on(
                "POST /v1/webhooks/7/ping",
                200,
                Json.MAPPER.writeValueAsString(Map.of("state", "failed", "attempts", 1, "error", "refused")));
        assertThat(run("webhook", "ping", "7")).isEqualTo(1);
    }
}
