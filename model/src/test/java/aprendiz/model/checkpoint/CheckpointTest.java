package aprendiz.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.AtomicFile;
import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.Problem;
import aprendiz.model.Task;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

    private static final Manifest BARE = new Manifest(
            1,
            Kind.BASE,
            Task.FEATURE_EXTRACTION,
            List.of(),
            null,
            42L,
            new TreeMap<>(Map.of("accuracy", 0.5)),
            null,
            null,
            List.of());

    @TempDir
    Path folder;

    Checkpoint checkpoint;

    @BeforeEach
    void aFewFiles() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(folder.resolve("model.safetensors"), "weights");
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(folder.resolve("1_Pooling/config.json"), "{\"a\":1}");
        checkpoint = new Checkpoint(folder);
    }

    @Test
    void sealsEveryFileByItsDigest() throws Exception {
        Manifest sealed = checkpoint.seal(BARE);

        assertThat(sealed.files())
                .extracting(FileEntry::path)
                .containsExactly("1_Pooling/config.json", "config.json", "model.safetensors");
        assertThat(sealed.files().getLast().size()).isEqualTo(7);
        assertThat(sealed.files().getLast().sha256()).isEqualTo(Digest.of("weights".getBytes(StandardCharsets.UTF_8)));
        assertThat(checkpoint.manifest()).isEqualTo(sealed);
        assertThat(checkpoint.verify()).isEqualTo(sealed);
    }

    @Test
    void sealsTheSameFilesWithTheSameBytes() throws Exception {
        checkpoint.seal(BARE);
        byte[] once = Files.readAllBytes(folder.resolve("aprendiz.json"));
        checkpoint.seal(checkpoint.manifest());
        assertThat(folder.resolve("aprendiz.json")).hasBinaryContent(once);
        assertThat(new String(once, StandardCharsets.UTF_8))
                .startsWith("{\n  \"format\" : 1,\n  \"kind\" : \"base\",\n")
                .doesNotContain("\r");
    }

    @Test
    void namesTheFileThatDiffersInOneBit() throws Exception {
        checkpoint.seal(BARE);
        Files.writeString(folder.resolve("model.safetensors"), "weighus");
        isCorrupt("'model.safetensors' has SHA-256");
    }

    @Test
    void namesTheFileThatIsShorter() throws Exception {
        checkpoint.seal(BARE);
        Files.writeString(folder.resolve("model.safetensors"), "weigh");
        isCorrupt("'model.safetensors' has 5 bytes, not 7");
    }

    @Test
    void namesTheFileThatIsMissing() throws Exception {
        checkpoint.seal(BARE);
        Files.delete(folder.resolve("1_Pooling/config.json"));
        isCorrupt("'1_Pooling/config.json' is missing");
    }

    @Test
    void namesTheFileThatIsExtra() throws Exception {
        checkpoint.seal(BARE);
        Files.writeString(folder.resolve("extra.py"), "import os");
        isCorrupt("'extra.py' is extra");
    }

    @Test
    void namesTheFirstOfSeveral() throws Exception {
        checkpoint.seal(BARE);
        Files.writeString(folder.resolve("a"), "");
        Files.delete(folder.resolve("model.safetensors"));
        isCorrupt("'a' is extra");
    }

    @Test
    void refusesAManifestThatListsAFileTwice() throws Exception {
        Manifest sealed = checkpoint.seal(BARE);
        FileEntry first = sealed.files().getFirst();
        String json = Files.readString(folder.resolve("aprendiz.json"));
        String entry = "{\"path\":\"" + first.path() + "\",\"size\":7,\"sha256\":\"" + first.sha256() + "\"},";
        Files.writeString(folder.resolve("aprendiz.json"), json.replace("\"files\" : [", "\"files\" : [" + entry));
        isCorrupt("lists '1_Pooling/config.json' twice");
    }

    @Test
    void saysThatItWasNeverSealed() {
        assertThatThrownBy(() -> checkpoint.verify())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND))
                .hasMessageContaining("aprendiz.json is not there");
        assertThatThrownBy(() -> new Checkpoint(folder.resolve("nowhere"))).hasMessageContaining("not a directory");
    }

    @Test
    void passesOverWhatAKilledWriterLeftBehind() throws Exception {
        AtomicFile.write(folder.resolve("whole"), out -> {
            try (Stream<Path> files = Files.list(folder)) {
                Path part = files.filter(AtomicFile::isLeftOver).findFirst().orElseThrow();
                Files.copy(part, folder.resolve("copy-of-" + part.getFileName()));
            }
        });
        assertThat(checkpoint.seal(BARE).files())
                .extracting(FileEntry::path)
                .containsExactly("1_Pooling/config.json", "config.json", "model.safetensors", "whole");
        checkpoint.verify();
    }

    @Test
    void refusesLinks() throws Exception {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("config.json"));
        assertThatThrownBy(() -> checkpoint.seal(BARE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is a link");
    }

    @Test
    void refusesManifestsThatAreNone() throws Exception {
        refusesManifest("", "No content");
        refusesManifest("null", "null");
        refusesManifest("{} {}", "aprendiz.json");
        refusesManifest("{\"format\":2}", "format 2; this version reads format 1");
        refusesManifest("{\"format\":1}", "kind and task must be given");
        refusesManifest("{\"format\":1,\"kind\":\"new\"}", "'new' is not one of");
        refusesManifest("{\"format\":1,\"format\":1}", "Duplicate");
        refusesManifest(
                "{\"format\":1,\"kind\":\"base\",\"task\":\"fill-mask\",\"files\":[{\"path\":\"../x\",\"size\":1}]}",
                "'../x' must be relative");
        refusesManifest(
                "{\"format\":1,\"kind\":\"base\",\"task\":\"fill-mask\",\"files\":[{\"path\":\"x\",\"size\":1}]}",
                "x: no sha256");
        Files.write(folder.resolve("aprendiz.json"), new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> checkpoint.manifest())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not UTF-8");
    }

    private void refusesManifest(String json, String words) throws Exception {
        Files.writeString(folder.resolve("aprendiz.json"), json);
        assertThatThrownBy(() -> checkpoint.manifest())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID))
                .hasMessageContainingAll("aprendiz.json", words);
    }

    private void isCorrupt(String words) {
        assertThatThrownBy(() -> checkpoint.verify())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.title()).isEqualTo("Corrupt checkpoint"))
                .hasMessageContaining(words);
    }
}
