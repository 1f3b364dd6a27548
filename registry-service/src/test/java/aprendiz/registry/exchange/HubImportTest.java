package aprendiz.registry.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Kind;
import aprendiz.model.Manifest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import aprendiz.registry.client.Exchange;
import aprendiz.registry.client.Exchange.Step;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class HubImportTest extends RegistryTest {

    private static final String WEIGHTS = "model.safetensors";

    @ConfigProperty(name = "aprendiz.registry.imports.hubs.other.endpoint")
    URI endpoint;

    @ConfigProperty(name = "aprendiz.registry.blobs")
    Path blobs;

    private FakeHub hub;
    private final ModelName name = newName();

    @BeforeEach
    void open() throws IOException {
        hub = new FakeHub(endpoint);
        // other bytes in every test, so that none finds what another has brought
        Path folder = Sample.files(temp.resolve("model"), 100 + name.hashCode() % 50_000);
        for (String file : List.of("config.json", "vocab.txt")) {
            hub.small.put(file, Files.readAllBytes(folder.resolve(file)));
        }
        hub.small.put(".gitattributes", "*.safetensors filter=lfs\n".getBytes(StandardCharsets.UTF_8));
        hub.large.put(WEIGHTS, Files.readAllBytes(folder.resolve(WEIGHTS)));
        hub.large.put("pytorch_model.bin", new byte[100]);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void bringsAndVerifiesEveryFileAndSaysWhereItIsFrom() {
        List<Step> steps = new ArrayList<>();
        Version version = load("other:owner/thing", null, steps);

        assertThat(version.files())
                .extracting(FileEntry::path)
                .containsExactlyInAnyOrder(".gitattributes", Manifest.FILE, "config.json", WEIGHTS, "vocab.txt");
        assertThat(version.files()).anyMatch(file -> file.sha256().equals(Digest.of(hub.large.get(WEIGHTS))));
        assertThat(version.kind()).isEqualTo(Kind.BASE);
        assertThat(version.task()).isEqualTo(Task.TEXT_CLASSIFICATION);
        assertThat(version.origin().source()).isEqualTo("other:owner/thing@main");
        assertThat(version.origin().hub()).isEqualTo(endpoint.toString());
        assertThat(version.origin().commit()).isEqualTo(FakeHub.COMMIT);
        assertThat(version.origin().verified()).containsExactly("git-oid", "sha256");
        assertThat(steps).contains(new Step(WEIGHTS, hub.large.get(WEIGHTS).length, hub.large.get(WEIGHTS).length));
        assertThat(load("other:owner/thing", null, steps)).isEqualTo(version);
    }

    @Test
    void theTokenGoesToTheHubAndNowhereElse() {
        load("other:owner/thing", null, new ArrayList<>());
        assertThat(hub.requests).isNotEmpty().allMatch(line -> line.contains(" Bearer hf_configured "));
        assertThat(hub.elsewhere).isNotEmpty().allMatch(line -> line.contains(" null "));
        hub.requests.clear();
        load("other:owner/thing", "hf_mine", new ArrayList<>());
        assertThat(hub.requests).isNotEmpty().allMatch(line -> line.contains(" Bearer hf_mine "));
    }

    @Test
    void aConnectionThatBreaksIsNoReasonToStop() throws IOException {
        hub.breakAfter = 1000;
        hub.breaks = 1;
        load("other:owner/thing", null, new ArrayList<>());
        assertThat(hub.elsewhere).hasSize(2);
        assertThat(leftHalfDone()).isEmpty();
    }

    @Test
    void anImportThatWasCutShortIsGoneOnWithByTheNext() throws IOException {
        byte[] weights = hub.large.get(WEIGHTS);
        Path folder = Files.createDirectories(blobs.resolve("imports"));
        Files.write(folder.resolve(Digest.of(weights) + ".part"), Arrays.copyOf(weights, 500));
        load("other:owner/thing", null, new ArrayList<>());

        assertThat(hub.elsewhere).singleElement().asString().endsWith("bytes=500-");
        assertThat(leftHalfDone()).isEmpty();
    }

    @Test
    void whatWasLeftDamagedIsBegunAnew() throws IOException {
        byte[] weights = hub.large.get(WEIGHTS);
        Path folder = Files.createDirectories(blobs.resolve("imports"));
        Files.write(folder.resolve(Digest.of(weights) + ".part"), new byte[500]);
        load("other:owner/thing", null, new ArrayList<>());

        assertThat(hub.elsewhere).hasSize(2);
        assertThat(hub.elsewhere.getLast()).endsWith(" null");
    }

    @ParameterizedTest
    @CsvSource({"model.safetensors, sha256", "vocab.txt, git-oid"})
    void refusesAFileThatIsNotWhatTheHubLists(String file, String how) {
        byte[] listed = hub.large.getOrDefault(file, hub.small.get(file));
        byte[] changed = listed.clone();
        changed[changed.length - 1] ^= 1;
        hub.forged.put(file, changed);

        assertThatThrownBy(() -> load("other:owner/thing", null, new ArrayList<>()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE))
                .hasMessageContaining(file)
                .hasMessageContaining(how);
        given().get("/v1/models/" + name).then().statusCode(404);
    }

    @Test
    void aVersionOfAnotherRegistryKeepsItsDigestAndItsCommit() throws IOException {
        Path folder = Sample.model(temp.resolve("whole"), 3);
        Version there = client.publish(RepositoryType.MODEL, newName(), folder, "", null);
        try (Stream<Path> files = Files.list(folder)) {
            hub.small.clear();
            hub.large.clear();
            for (Path file : files.toList()) {
                hub.large.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        Version here = load("other:owner/thing", null, new ArrayList<>());
        assertThat(here.digest()).isEqualTo(there.digest());
        assertThat(here.commit()).isEqualTo(there.commit());
        // the bytes were here
        assertThat(hub.elsewhere).isEmpty();
    }

    @Test
    void dataSetsComeTheSameWay() {
        hub.small.put("train.csv", "text,label\na,b\n".getBytes(StandardCharsets.UTF_8));
        Version version = client.exchange()
                .importFrom(
                        RepositoryType.DATASET,
                        name,
                        new Exchange.Wish("other:owner/thing", List.of("*.csv"), List.of()),
                        null,
                        step -> {});
        assertThat(version.files()).extracting(FileEntry::path).containsExactly("train.csv");
        assertThat(hub.requests).anyMatch(line -> line.contains("/datasets/owner/thing/resolve/"));
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere:owner/thing, 400, is not one of the hubs",
        "other:owner/closed, 422, does not let",
        "other:owner/none, 404, has no",
        "http://127.0.0.1/x, 400, is not a name",
        "other:owner/thing@../x, 400, is no revision",
        "other:../thing, 400, namespace",
    })
    void saysWhatIsWrongWithASource(String source, int status, String why) {
        given().contentType("application/json")
                .body("{\"source\":\"" + source + "\"}")
                .post("/v1/models/" + name + "/imports")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body(containsString(why));
    }

    private Version load(String source, String token, List<Step> steps) {
        return client.exchange()
                .importFrom(
                        RepositoryType.MODEL, name, new Exchange.Wish(source, List.of(), List.of()), token, steps::add);
    }

    private List<Path> leftHalfDone() throws IOException {
        try (Stream<Path> files = Files.list(blobs.resolve("imports"))) {
            return files.toList();
        }
    }
}
