package aprendiz.registry.publishing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Problem;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Publication;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PublishingTest extends RegistryTest {

    @Test
    void concurrentPublishersGetNumbersWithoutHoles() throws Exception {
        ModelName name = newName();
        List<Future<Version>> published = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 16; i++) {
                Path folder = Sample.dataset(temp.resolve("data" + i), i);
                published.add(
                        threads.submit(() -> client.publish(RepositoryType.DATASET, name, folder, "at once", null)));
            }
        }
        List<Integer> numbers = new ArrayList<>();
        for (Future<Version> one : published) {
            numbers.add(one.get().number());
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 16).boxed().toList());
    }

    @Test
    void concurrentRepeatsMakeOneVersion() throws Exception {
        ModelName name = newName();
        Path folder = Sample.dataset(temp.resolve("data"), 1);
        List<Future<Version>> published = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                published.add(
                        threads.submit(() -> client.publish(RepositoryType.DATASET, name, folder, "again", "one-job")));
            }
        }
        for (Future<Version> one : published) {
            assertThat(one.get().number()).isEqualTo(1);
        }
        assertThat(client.versions(RepositoryType.DATASET, name)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../up.txt", "/etc/passwd", "a/../../b", "a//b", ".git/config", "a\\b", "./a", "a\u0000b", "a/"})
    void refusesPathsThatLeaveTheirFolder(String path) throws IOException {
        FileEntry blob = upload("x");
        String body = Json.MAPPER
                .createObjectNode()
                .set(
                        "files",
                        Json.MAPPER
                                .createArrayNode()
                                .add(Json.MAPPER
                                        .createObjectNode()
                                        .put("path", path)
                                        .put("size", blob.size())
                                        .put("sha256", blob.sha256().hex())))
                .toString();
        given().contentType("application/json")
                .body(body)
                .post("/v1/datasets/acme/hostile/versions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("title", is("Bad path"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api/x", "acme/a--b", "acme/..", "acme/x.git", "-a/x", "acme/a%00b"})
    void refusesNamesThatNoHubWouldTake(String name) throws IOException {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body(Json.MAPPER.writeValueAsString(new Publication(List.of(upload("x")), "", null)))
                .post("/v1/datasets/" + name + "/versions")
                .then()
                .statusCode(oneOf(400, 404));
    }

    @Test
    void saysEveryComplaintAtOnce() throws IOException {
        FileEntry here = upload("some words");
        List<FileEntry> files = List.of(
                new FileEntry("missing.bin", 3, Digest.of("nobody sent this".getBytes(StandardCharsets.UTF_8))),
                new FileEntry("short.txt", here.size() - 1, here.sha256()),
                new FileEntry("both", here.size(), here.sha256()),
                new FileEntry("both/inside.txt", here.size(), here.sha256()));
        given().contentType("application/json")
                .body(Json.MAPPER.writeValueAsString(new Publication(files, "", null)))
                .post("/v1/datasets/acme/wrong/versions")
                .then()
                .statusCode(400)
                .body("violations.field", hasItems("missing.bin", "short.txt", "both"))
                .body(
                        "violations.message",
                        hasItems(containsString("PUT /v1/blobs/"), containsString("claims 9 bytes")));
        given().get("/v1/datasets/acme/wrong").then().statusCode(404);
    }

    @Test
    void refusesTooManyFiles() throws IOException {
        FileEntry blob = upload("one of many");
        List<FileEntry> files = IntStream.rangeClosed(0, 10_000)
                .mapToObj(i -> new FileEntry("part-" + i, blob.size(), blob.sha256()))
                .toList();
        given().contentType("application/json")
                .body(Json.MAPPER.writeValueAsString(new Publication(files, "", null)))
                .post("/v1/datasets/acme/many/versions")
                .then()
                .statusCode(400)
                .body("detail", containsString("10001 files"));
    }

    @Test
    void refusesDocumentsThatWouldFillTheMemory() {
        given().contentType("application/json")
                .body(" ".repeat((16 << 20) + 1))
                .post("/v1/datasets/acme/large/versions")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"files\":[]}", "{\"files\":[{}]}", "{\"files\":[],\"files\":[]}"})
    void refusesWhatIsNoPublication(String body) {
        given().contentType("application/json")
                .body(body)
                .post("/v1/models/acme/nothing/versions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aModelMustSayWhatItIs() throws IOException {
        Path folder = Sample.files(temp.resolve("bare"), 1);
        assertThatThrownBy(() -> client.publish(RepositoryType.MODEL, newName(), folder, "", null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.complaints())
                                .extracting(Problem.Complaint::path)
                                .containsExactly(Manifest.FILE));
    }

    @Test
    void theManifestMustTellTheTruth() throws IOException {
        Path folder = Sample.model(temp.resolve("changed"), 1);
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\nchanged\n");
        Files.writeString(folder.resolve("extra.txt"), "not listed");
        Files.delete(folder.resolve("config.json"));
        assertThatThrownBy(() -> client.publish(RepositoryType.MODEL, newName(), folder, "", null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("lists config.json, which is not among the files")
                .hasMessageContaining("lists vocab.txt with")
                .hasMessageContaining("extra.txt: is not listed");
    }

    @Test
    void refusesFilesThatNoLibraryCouldLoad() throws IOException {
        Path folder = Sample.files(temp.resolve("broken"), 1);
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":");
        byte[] weights = Files.readAllBytes(folder.resolve("model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(weights, weights.length - 4));
        Sample.seal(folder, Kind.BASE, List.of());
        assertThatThrownBy(() -> client.publish(RepositoryType.MODEL, newName(), folder, "", null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.complaints())
                                .extracting(Problem.Complaint::path)
                                .containsExactly("config.json", "model.safetensors"));
    }

    @Test
    void refusesParentsThatAreNotHere() throws IOException {
        ModelName parent = newName();
        Version base = client.publish(RepositoryType.MODEL, parent, Sample.model(temp.resolve("base"), 1), "", null);
        Digest other = Digest.of(new byte[0]);
        Path folder = Sample.seal(
                Sample.files(temp.resolve("orphan"), 2),
                Kind.FINE_TUNED,
                List.of(
                        new Parent(Relation.FINE_TUNED_FROM, RepositoryType.MODEL, parent, 1, other),
                        new Parent(Relation.TRAINED_ON, RepositoryType.DATASET, parent, 1, base.digest())));
        assertThatThrownBy(() -> client.publish(RepositoryType.MODEL, newName(), folder, "", null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("has digest " + base.digest())
                .hasMessageContaining("there is no dataset " + parent + "@1 here");
    }

    @Test
    void whatIsNotHereIsSaidSo() {
        ModelName name = newName();
        assertThatThrownBy(() -> client.version(RepositoryType.MODEL, name, "main"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NOT_FOUND))
                .hasMessageContaining(name.toString());
        assertThatThrownBy(() -> client.repository(RepositoryType.DATASET, name))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> client.versions(RepositoryType.DATASET, name)).isInstanceOf(Problem.class);
    }

    private FileEntry upload(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(bytes);
        given().contentType("application/octet-stream")
                .body(bytes)
                .put("/v1/blobs/" + digest)
                .then()
                .statusCode(oneOf(200, 201));
        return new FileEntry("file.txt", bytes.length, digest);
    }
}
