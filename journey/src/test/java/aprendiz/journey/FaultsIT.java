package aprendiz.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import aprendiz.journey.process.Platform;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Bad luck: processes killed without warning, bytes that rot. Nothing is lost, nothing is done twice. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    private static final String MODEL = "samples/faults-rating";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofMinutes(5);

    private static Platform platform;

    @BeforeAll
    static void up() {
        platform = new Platform(Root.PATH, Root.PATH.resolve("journey/target/platforms/faults"));
        platform.run("up").orFail();
        platform.run("model", "import", "minilm").orFail();
        String folder = Root.PATH.resolve("samples/hotel-rooms").toString();
        platform.run("data", "add", "samples/hotel-rooms", folder + "/rooms.en.csv")
                .orFail();
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    private static String submit(int seed, String publish) throws IOException {
        Path recipe = Files.createTempFile("recipe", ".yaml");
        Files.writeString(recipe, """
                technique: transfer
                task: text-classification
                base: sentence-transformers/all-MiniLM-L6-v2
                data: {dataset: samples/hotel-rooms, file: rooms.en.csv, text: text, label: rating}
                settings: {epochs: 2, batch_size: 16, max_length: 48, evaluations_per_epoch: 2, frozen_layers: 4}
                publish: %s
                seed: %d
                """.formatted(publish, seed));
        String out = platform.run("train", recipe.toString(), "--json").orFail().out();
        return JSON.readTree(out).path("id").asText();
    }

    private static JsonNode job(String id) throws IOException {
        return JSON.readTree(given().baseUri(platform.training().toString())
                .when()
                .get("/v1/jobs/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static void awaitStep(String id, int step) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> job(id).path("step").asInt() >= step);
    }

    private static JsonNode awaitEnd(String id) throws IOException {
        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> {
                    String state = job(id).path("state").asText();
                    return !state.equals("queued") && !state.equals("running");
                });
        return job(id);
    }

    private static long pid(String part) throws IOException {
        JsonNode status = JSON.readTree(platform.run("status", "--json").out());
        for (JsonNode one : status.path("parts")) {
            if (one.path("name").asText().equals(part)) {
                return one.path("pid").asLong();
            }
        }
        throw new AssertionError("no part " + part + " in " + status);
    }

    private static void kill(long pid) throws IOException, InterruptedException {
        assertThat(pid).isPositive();
        new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
    }

    private static Response ask() {
        return given().baseUri(platform.inference().toString())
                .contentType("application/json")
                .body(Map.of("inputs", "Quiet, clean and warm."))
                .when()
                .post("/models/" + MODEL);
    }

    private static int latest() {
        return given().baseUri(platform.registry().toString())
                .when()
                .get("/v1/models/" + MODEL)
                .then()
                .statusCode(200)
                .extract()
                .path("latest");
    }

    @Test
    @Order(1)
    void aKilledTrainingGoesOnAndEndsOnce() throws Exception {
        String id = submit(1, "{name: " + MODEL + ", alias: champion}");
        awaitStep(id, 6);
        ProcessHandle process = ProcessHandle.of(pid("training"))
                .orElseThrow()
                .descendants()
                .max(Comparator.comparing(child -> child.info().startInstant().orElseThrow()))
                .orElseThrow();
        kill(process.pid());
        JsonNode job = awaitEnd(id);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.path("attempt").asInt()).isEqualTo(2);
        assertThat(latest()).isEqualTo(1);
        ask().then().statusCode(200).header("X-Aprendiz-Version", equalTo(MODEL + "@1"));
    }

    @Test
    @Order(2)
    void aKilledTrainingServiceLosesNoJob() throws Exception {
        String id = submit(2, "{name: " + MODEL + ", alias: null}");
        awaitStep(id, 6);
        kill(pid("training"));
        JsonNode job = awaitEnd(id);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("succeeded");
        assertThat(latest()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void whatIsServedGoesOnWhileTheRegistryIsKilled() throws Exception {
        kill(pid("registry"));
        for (int i = 0; i < 20; i++) {
            ask().then().statusCode(200).header("X-Aprendiz-Version", equalTo(MODEL + "@1"));
        }
        await().atMost(LONG).ignoreExceptions().until(() -> latest() == 2);
    }

    @Test
    @Order(4)
    void aKilledInferenceServiceComesBackWithWhatItServed() throws Exception {
        kill(pid("inference"));
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> ask().then().statusCode(200).header("X-Aprendiz-Version", equalTo(MODEL + "@1")));
    }

    @Test
    @Order(5)
    void killedKafkaAndPostgresComeBackAndEventsGoOn() throws Exception {
        kill(pid("kafka"));
        kill(pid("postgres"));
        ask().then().statusCode(200);
        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> platform.run("status").exit() == 0);
        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .until(() ->
                        platform.run("model", "alias", MODEL, "champion", "2").exit() == 0);
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> ask().then().header("X-Aprendiz-Version", equalTo(MODEL + "@2")));
        platform.run("model", "alias", MODEL, "champion", "1").orFail();
    }

    @Test
    @Order(6)
    void aRottenBlobIsNeverServed() throws Exception {
        String id = submit(3, "{name: " + MODEL + ", alias: null}");
        assertThat(awaitEnd(id).path("version").asInt()).isEqualTo(3);
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() -> ask().then().header("X-Aprendiz-Version", equalTo(MODEL + "@1")));
        flipOneByte(weights(3));
        platform.run("model", "alias", MODEL, "champion", "3").orFail();
        await().atMost(LONG)
                .untilAsserted(() -> given().baseUri(platform.inference().toString())
                        .when()
                        .get("/v1/serving")
                        .then()
                        .statusCode(200)
                        .body("find { it.model == '" + MODEL + "' }.wanted", equalTo(3)));
        ask().then().statusCode(200).header("X-Aprendiz-Version", equalTo(MODEL + "@1"));
    }

    private static String weights(int version) {
        return given().baseUri(platform.registry().toString())
                .when()
                .get("/v1/models/" + MODEL + "/versions/" + version)
                .then()
                .statusCode(200)
                .extract()
                .path("files.find { it.path == 'model.safetensors' }.sha256");
    }

    private static void flipOneByte(String sha256) throws IOException {
        try (Stream<Path> files = Files.walk(platform.home())) {
            Path blob = files.filter(file -> file.getFileName().toString().equals(sha256))
                    .findFirst()
                    .orElseThrow();
            blob.toFile().setWritable(true);
            try (RandomAccessFile bytes = new RandomAccessFile(blob.toFile(), "rw")) {
                bytes.seek(bytes.length() / 2);
                int old = bytes.read();
                bytes.seek(bytes.length() / 2);
                bytes.write(old ^ 1);
            }
        }
    }

    @Test
    @Order(7)
    void nothingOutlivesDown() throws Exception {
        long[] before = {pid("registry"), pid("training"), pid("inference"), pid("kafka"), pid("postgres")};
        platform.run("down").orFail();
        for (long pid : before) {
            assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false))
                    .isFalse();
        }
    }
}
