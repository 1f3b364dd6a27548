package aprendiz.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import aprendiz.journey.process.Platform;
import aprendiz.journey.process.Platform.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job, from base model to live answers, on the packaged services and the shipped data. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {

    private static final String BASE = "sentence-transformers/all-MiniLM-L6-v2";
    private static final String MODEL = "samples/journey-rating";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Platform platform;
    private static Path recipe;

    @BeforeAll
    static void up() throws IOException {
        platform = new Platform(Root.PATH, Root.PATH.resolve("journey/target/platforms/main-job"));
        platform.run("up").orFail();
        recipe = Files.createTempFile("recipe", ".yaml");
        Files.writeString(recipe, recipe(1, ""));
    }

    @AfterAll
    static void down() {
        platform.close();
    }

    /** A short training: enough to go the whole way, too little to be proud of. */
    private static String recipe(int epochs, String gate) {
        return """
                technique: transfer
                task: text-classification
                base: %s
                data: {dataset: samples/hotel-rooms, file: rooms.en.csv, text: text, label: rating}
                settings: {epochs: %d, batch_size: 16, max_length: 48, learning_rate: 1.0e-4, evaluations_per_epoch: 1}
                publish: {name: %s, alias: champion}
                seed: 7
                %s
                """.formatted(BASE, epochs, MODEL, gate);
    }

    @Test
    @Order(1)
    void importsTheBaseModel() throws IOException {
        JsonNode version = JSON.readTree(
                platform.run("model", "import", "minilm", "--json").orFail().out());
        assertThat(version.path("kind").asText()).isEqualTo("base");
        given().baseUri(platform.registry().toString())
                .when()
                .get("/api/models/" + BASE)
                .then()
                .statusCode(200)
                .body("id", equalTo(BASE))
                .body("siblings.rfilename", hasItem("model.safetensors"));
    }

    @Test
    @Order(2)
    void keepsTheDataSet() {
        String folder = Root.PATH.resolve("samples/hotel-rooms").toString();
        platform.run("data", "add", "samples/hotel-rooms", folder + "/rooms.en.csv", folder + "/rooms.es.csv")
                .orFail();
        assertThat(platform.run("data", "list").orFail().out()).contains("samples/hotel-rooms");
    }

    @Test
    @Order(3)
    void refusesAWrongRecipeWithEveryComplaintAtOnce() throws IOException {
        Path wrong = Files.createTempFile("wrong", ".yaml");
        Files.writeString(
                wrong,
                recipe(1, "colour: blue").replace("epochs: 1", "epochs: -1").replace("label: rating", "label: stars"));
        Outcome outcome = platform.run("train", wrong.toString(), "--wait");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.out() + outcome.err()).contains("colour", "epochs");
    }

    @Test
    @Order(4)
    void trainsKeepsAndServes() throws IOException {
        JsonNode job = JSON.readTree(platform.run("train", recipe.toString(), "--wait", "--json")
                .orFail()
                .out());
        assertThat(job.path("state").asText()).isEqualTo("succeeded");
        assertThat(job.path("version").asInt()).isEqualTo(1);
        assertThat(job.path("metrics").has("majority/accuracy")).isTrue();
        assertThat(job.path("metrics").has("from-scratch/accuracy")).isTrue();

        given().baseUri(platform.registry().toString())
                .when()
                .get("/v1/models/" + MODEL + "/lineage/champion")
                .then()
                .statusCode(200)
                .body("edges.parent.relation", hasItem("fine-tuned-from"))
                .body("edges.parent.relation", hasItem("trained-on"));

        given().baseUri(platform.inference().toString())
                .contentType("application/json")
                .body(Map.of("inputs", "We slept like stones and the bathroom sparkled."))
                .when()
                .post("/models/" + MODEL)
                .then()
                .statusCode(200)
                .header("X-Aprendiz-Version", startsWith(MODEL + "@1"));
    }

    @Test
    @Order(5)
    void bothLossesAreMeasuredAtTheSameSteps() throws IOException {
        JsonNode jobs =
                JSON.readTree(platform.run("job", "list", "--json").orFail().out());
        String id = jobs.get(0).path("id").asText();
        given().baseUri(platform.training().toString())
                .when()
                .get("/v1/jobs/" + id + "/metrics")
                .then()
                .statusCode(200)
                .body("steps.size()", greaterThan(5))
                .body("evaluations.trainingLoss", org.hamcrest.Matchers.everyItem(greaterThan(0f)))
                .body("evaluations.validationLoss", org.hamcrest.Matchers.everyItem(greaterThan(0f)));
    }

    @Test
    @Order(6)
    void aGateKeepsTheAliasFromAVersionThatIsNotBetter() throws IOException {
        Path gated = Files.createTempFile("gated", ".yaml");
        Files.writeString(gated, recipe(1, "gate: [\"accuracy >= 0.999\"]").replace("seed: 7", "seed: 8"));
        Outcome outcome = platform.run("train", gated.toString(), "--wait");
        assertThat(outcome.exit()).isEqualTo(2);
        given().baseUri(platform.registry().toString())
                .when()
                .get("/v1/models/" + MODEL)
                .then()
                .body("latest", equalTo(2))
                .body("aliases.champion", equalTo(1));
    }

    @Test
    @Order(7)
    void anAliasThatMovesIsServedAtOnceAndNoRequestFails() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger answers = new AtomicInteger();
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> calls = java.util.stream.IntStream.range(0, 4)
                    .<Future<?>>mapToObj(i -> callers.submit(() -> {
                        while (!stop.get()) {
                            given().baseUri(platform.inference().toString())
                                    .contentType("application/json")
                                    .body(Map.of("inputs", List.of("Noise all night.", "Lovely view.")))
                                    .when()
                                    .post("/models/" + MODEL)
                                    .then()
                                    .statusCode(200)
                                    .body("", hasSize(2));
                            answers.incrementAndGet();
                        }
                    }))
                    .toList();
            platform.run("model", "alias", MODEL, "champion", "2").orFail();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> given().baseUri(platform.inference().toString())
                            .contentType("application/json")
                            .body(Map.of("inputs", "Fine."))
                            .when()
                            .post("/models/" + MODEL)
                            .then()
                            .header("X-Aprendiz-Version", equalTo(MODEL + "@2")));
            stop.set(true);
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(answers.get()).isPositive();
    }

    @Test
    @Order(8)
    void theEventsToldTheWholeStory() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", platform.kafka());
        settings.put("group.id", "journey");
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(
                    List.of("aprendiz.training.requests", "aprendiz.training.events", "aprendiz.registry.events"));
            java.util.Set<String> types = new java.util.TreeSet<>();
            java.util.Set<String> ids = new java.util.HashSet<>();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(500))) {
                    JsonNode event = JSON.readTree(message.value());
                    types.add(event.path("type").asText());
                    ids.add(event.path("id").asText());
                }
                assertThat(types)
                        .contains(
                                "dev.aprendiz.job.waiting",
                                "dev.aprendiz.job.started",
                                "dev.aprendiz.job.progressed",
                                "dev.aprendiz.job.succeeded",
                                "dev.aprendiz.job.refused",
                                "dev.aprendiz.version.published",
                                "dev.aprendiz.alias.moved");
            });
            assertThat(ids).isNotEmpty();
        }
    }

    @Test
    @Order(9)
    void everyEventWasUnderstood() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", platform.kafka());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> dead = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().contains(".dead-letter."))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            assertThat(consumer.endOffsets(dead).values()).allMatch(offset -> offset == 0);
        }
    }

    @Test
    @Order(10)
    void comesBackWithAllItsData() {
        platform.run("down").orFail();
        assertThat(platform.run("status").exit()).isNotZero();
        platform.run("up").orFail();
        given().baseUri(platform.inference().toString())
                .contentType("application/json")
                .body(Map.of("inputs", "Fine."))
                .when()
                .post("/models/" + MODEL + "?revision=champion")
                .then()
                .statusCode(200)
                .header("X-Aprendiz-Version", equalTo(MODEL + "@2"));
        assertThat(platform.run("model", "list").orFail().out()).contains(MODEL, BASE);
    }
}
