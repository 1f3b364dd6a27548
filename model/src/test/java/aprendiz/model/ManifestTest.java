package aprendiz.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final Digest DIGEST = Digest.of(new byte[0]);

    private static final Manifest MANIFEST = new Manifest(
            1,
            Kind.FINE_TUNED,
            Task.TEXT_CLASSIFICATION,
            List.of(new Parent(Relation.FINE_TUNED_FROM, RepositoryType.MODEL, ModelName.of("a/base"), 2, DIGEST)),
            JsonNodeFactory.instance.objectNode().put("technique", "transfer").put("seed", 42),
            42L,
            new TreeMap<>(Map.of("macro-f1", 0.1 + 0.2, "accuracy", 0.75, "majority/accuracy", 1e-9)),
            "job-1",
            "Aprendiz 0.1.0",
            List.of(new FileEntry("config.json", 3, DIGEST)));

    /** What a reader of another year must still be able to read. */
    private static final String JSON = """
            {
              "format" : 1,
              "kind" : "fine-tuned",
              "task" : "text-classification",
              "parents" : [
                {
                  "relation" : "fine-tuned-from",
                  "type" : "model",
                  "name" : "a/base",
                  "version" : 2,
                  "digest" : "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                }
              ],
              "recipe" : {
                "technique" : "transfer",
                "seed" : 42
              },
              "seed" : 42,
              "metrics" : {
                "accuracy" : 0.75,
                "macro-f1" : 0.30000000000000004,
                "majority/accuracy" : 1.0E-9
              },
              "job" : "job-1",
              "producer" : "Aprendiz 0.1.0",
              "files" : [
                {
                  "path" : "config.json",
                  "size" : 3,
                  "sha256" : "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                }
              ]
            }
            """;

    @Test
    void isWrittenAsTheseBytes() {
        assertThat(new String(Json.pretty(MANIFEST), StandardCharsets.UTF_8)).isEqualTo(JSON);
    }

    @Test
    void readsWhatItWrote() {
        Manifest read = parse(JSON);
        assertThat(read.withFiles(read.files())).isEqualTo(read);
        assertThat(read.metrics().firstKey()).isEqualTo("accuracy");
        assertThat(Json.pretty(read)).isEqualTo(Json.pretty(MANIFEST));
    }

    @Test
    void leavesAloneFieldsOfNewerWriters() {
        assertThat(parse(JSON.replace("\"job\"", "\"colour\" : \"red\", \"job\""))
                        .job())
                .isEqualTo("job-1");
    }

    @Test
    void sortsTheFilesItIsGiven() {
        assertThat(MANIFEST.withFiles(List.of(
                                new FileEntry("b", 1, DIGEST),
                                new FileEntry("a/b", 1, DIGEST),
                                new FileEntry("B", 1, DIGEST)))
                        .files())
                .extracting(FileEntry::path)
                .containsExactly("B", "a/b", "b");
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        refuses(JSON.replace("\"format\" : 1", "\"format\" : 2"), "format 2; this version reads format 1");
        refuses(JSON.replace("\"fine-tuned\"", "\"cloned\""), "'cloned' is not one of");
        refuses(JSON.replace("\"version\" : 2", "\"version\" : 0"), "versions count from 1, not 0");
        refuses(JSON.replace("\"config.json\"", "\"/etc/passwd\""), "must be relative");
        refuses(JSON.replace("\"a/base\"", "\"base\""), "is not a name");
    }

    private static void refuses(String json, String words) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(Problem.class).hasMessageContainingAll("test", words);
    }

    private static Manifest parse(String json) {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8), "test", Manifest.class);
    }
}
