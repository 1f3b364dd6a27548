package aprendiz.training.workers;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aprendiz.local.TestInfrastructure;
import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.messages.Topic;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.training.TrainingServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WorkerTest extends TrainingServiceTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Inject
    Claims claims;

    @Inject
    DataSource database;

    @Test
    void aKilledProcessGoesOnFromItsStateAndPublishesOnce() throws IOException {
        String model = newName("waiting");
        String id = submitted(recipe(model));
        untilStep(id, 2);
        process(id).destroyForcibly();
        await().atMost(LONG).until(() -> job(id).getInt("attempt") == 2);
        Files.createFile(folder(id).path().resolve("go"));
        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
        assertEachStepWasDoneOnce(id);
        assertThat(registry.versions(RepositoryType.MODEL, ModelName.of(model))).hasSize(1);
        given().get("/v1/jobs/" + id + "/metrics").then().body("steps.size()", org.hamcrest.Matchers.equalTo(18));
    }

    @Test
    void aProcessThatAlwaysDiesFailsTheJobWithItsCause() {
        JsonPath job = ended(submitted(recipe(newName("doomed"))));
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getInt("attempt")).isEqualTo(3);
        assertThat(job.getString("error"))
                .isEqualTo(
                        "the job's process died: it was killed, perhaps for want of memory (signal 9); given up after"
                                + " 3 attempts");
    }

    @Test
    void aJobThatCannotBeDoneFailsAtOnce() {
        JsonPath job = ended(submitted(recipe(newName("impossible"))));
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getInt("attempt")).isEqualTo(1);
        assertThat(job.getString("error")).isEqualTo("the base has no embeddings");
    }

    @Test
    void aProcessThatRunsOutOfHeapFailsTheJobAtOnceAndSaysSoFirst() {
        JsonPath job = ended(submitted(recipe(newName("greedy"))));
        assertThat(job.getString("state")).isEqualTo("failed");
        assertThat(job.getInt("attempt")).isEqualTo(1);
        assertThat(job.getString("error")).startsWith("out of memory: it ran out of heap");
    }

    @Test
    void aCancelledJobsProcessEndsWithinSeconds() {
        String id = submitted(recipe(newName("waiting")));
        untilStep(id, 1);
        ProcessHandle process = process(id);
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(200);
        await().atMost(Duration.ofSeconds(5)).until(() -> !process.isAlive());
        assertThat(job(id).getString("state")).isEqualTo("cancelled");
        assertThat(job(id).getString("error")).isEqualTo("cancelled by api");
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(200);
        String next = submitted(recipe(newName("good")));
        assertThat(ended(next).getString("state")).isEqualTo("succeeded");
        given().post("/v1/jobs/" + next + "/cancel").then().statusCode(409);
        assertThat(folder(id).path().resolve("state")).doesNotExist();
    }

    @Test
    void aJobWhoseWorkerDiedIsTakenUpWhenItsLeaseRunsOut() throws Exception {
        String blocker = submitted(recipe(newName("waiting")));
        untilStep(blocker, 1);
        String id = submitted(recipe(newName("good")));
        change("update job set state = 'running', attempt = 1, claim = 'dead', worker = 'dead',"
                + " lease_until = now() + interval '2 seconds' where id = '" + id + "'");
        Files.createDirectories(folder(id).path().resolve("state/fine-tuning"));
        Files.writeString(folder(id).path().resolve("state/fine-tuning/step"), "5");
        given().post("/v1/jobs/" + blocker + "/cancel");
        JsonPath job = ended(id);
        assertThat(job.getString("state")).isEqualTo("succeeded");
        assertThat(job.getInt("attempt")).isEqualTo(2);
        assertThat(trace(id)).startsWith("PRETRAINED 6");
    }

    @Test
    void aWorkerThatLostItsClaimLetsGo() throws Exception {
        String id = submitted(recipe(newName("waiting")));
        untilStep(id, 1);
        ProcessHandle process = process(id);
        change("update job set claim = 'somebody else', lease_until = now() + interval '1 hour' where id = '" + id
                + "'");
        await().atMost(Duration.ofSeconds(5)).until(() -> !process.isAlive());
        assertThat(job(id).getString("state")).isEqualTo("running");
        assertThat(folder(id).path().resolve("state")).exists();
        given().post("/v1/jobs/" + id + "/cancel").then().statusCode(200);
    }

    @Test
    void noTwoWorkersGetTheSameJob() throws Exception {
        String blocker = submitted(recipe(newName("waiting")));
        untilStep(blocker, 1);
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(submitted(recipe(newName("good"))));
        }
        List<Claim> claimed = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(6)) {
            Callable<Optional<Claim>> claim = () -> claims.next("test", Long.MAX_VALUE);
            for (Future<Optional<Claim>> one : workers.invokeAll(List.of(claim, claim, claim, claim, claim, claim))) {
                one.get().ifPresent(claimed::add);
            }
        }
        assertThat(claimed).extracting(Claim::job).containsExactlyInAnyOrderElementsOf(waiting);
        Claim first = claimed.getFirst();
        Claim stale = new Claim(first.job(), "stale", 1, false, first.storedRecipe(), first.storedPins(), 0, 0, null);
        assertThat(claims.renew(stale)).isFalse();
        assertThat(claims.advance(stale, List.of(), 10, 0, Optional.empty())).isFalse();
        assertThat(claims.end(stale, new Ending.Failed("stale"), Map.of())).isFalse();
        assertThat(claims.renew(first)).isTrue();
        waiting.forEach(id -> given().post("/v1/jobs/" + id + "/cancel"));
        given().post("/v1/jobs/" + blocker + "/cancel");
    }

    @Test
    void theHighestPriorityComesFirstThenTheOldest() {
        String blocker = submitted(recipe(newName("waiting")));
        untilStep(blocker, 1);
        List<String> waiting = new ArrayList<>();
        for (int priority : new int[] {0, 5, 5, -1}) {
            waiting.add(given().contentType("application/yaml")
                    .body(recipe(newName("good")).getBytes(StandardCharsets.UTF_8))
                    .post("/v1/jobs?priority=" + priority)
                    .then()
                    .statusCode(201)
                    .body("priority", org.hamcrest.Matchers.equalTo(priority))
                    .extract()
                    .<String>path("id"));
        }
        List<String> claimed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            claimed.add(claims.next("test", Long.MAX_VALUE).orElseThrow().job());
        }
        assertThat(claimed).containsExactly(waiting.get(1), waiting.get(2), waiting.get(0), waiting.get(3));
        given().contentType("application/yaml")
                .body(recipe(newName("good")).getBytes(StandardCharsets.UTF_8))
                .post("/v1/jobs?priority=101")
                .then()
                .statusCode(400);
    }

    @Test
    void whatDoesNotFitIntoTheMemoryThatIsLeftWaitsAndIsNotOvertaken() throws Exception {
        String blocker = submitted(recipe(newName("waiting")));
        untilStep(blocker, 1);
        String large = submitted(recipe(newName("good")));
        String small = submitted(recipe(newName("good")));
        change("update job set expected_memory = 3000 where id = '" + large + "'");
        change("update job set expected_memory = 1000 where id = '" + small + "'");
        assertThat(claims.next("test", 2000)).isEmpty();
        assertThat(claims.next("test", 3000).orElseThrow().job()).isEqualTo(large);
        assertThat(claims.next("test", 1000).orElseThrow().job()).isEqualTo(small);
    }

    @Test
    void tellsHowMuchMemoryAProcessTook() {
        String id = submitted(recipe(newName("good")));
        assertThat(ended(id).getLong("peakMemory")).isBetween(20L << 20, 4L << 30);
        assertThat(job(id).getLong("expectedMemory")).isPositive();
    }

    @Test
    void aJobWaitsForARegistryThatIsAwayAndPublishesWhenItIsBack() throws Exception {
        String id = submitted(recipe(newName("waiting")));
        untilStep(id, 2);
        tellRegistry("away");
        try {
            Files.createFile(folder(id).path().resolve("go"));
            await().atMost(LONG).until(() -> "publishing".equals(job(id).getString("phase")));
            Thread.sleep(500);
            assertThat(job(id).getString("state")).isEqualTo("running");
        } finally {
            tellRegistry("back");
        }
        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void jobsRunWithoutABrokerAndTheirEventsFollowWhenItIsBack() throws Exception {
        TestInfrastructure.stopKafka();
        String id;
        try {
            id = submitted(recipe(newName("good")));
            assertThat(ended(id).getString("state")).isEqualTo("succeeded");
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            TestInfrastructure.startKafka();
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from outbox where sent_at is null") == 0);
        assertThat(read(Topic.TRAINING_EVENTS, 1))
                .anyMatch(text -> CloudEvent.parse(text).data() instanceof Event.JobSucceeded done
                        && done.job().equals(id));
    }

    @Test
    void aJobOutlivesADatabaseThatIsAwayForAWhile() throws Exception {
        String id = submitted(recipe(newName("waiting")));
        untilStep(id, 2);
        TestInfrastructure.stopPostgres();
        Files.createFile(folder(id).path().resolve("go"));
        Thread.sleep(1500);
        given().get("/v1/jobs/" + id).then().statusCode(503);
        TestInfrastructure.startPostgres();
        await().atMost(LONG).until(() -> given().get("/v1/jobs/" + id).statusCode() == 200);
        JsonPath job = ended(id);
        assertThat(job.getString("state")).isEqualTo("succeeded");
        assertThat(job.getInt("attempt")).isEqualTo(1);
        assertEachStepWasDoneOnce(id);
    }

    @Test
    void aRecipeThatCannotBeReadAnyMoreFailsItsJobAndStopsNobodyElse() throws Exception {
        String blocker = submitted(recipe(newName("waiting")));
        untilStep(blocker, 1);
        String id = submitted(recipe(newName("good")));
        change("update job set recipe = '{}' where id = '" + id + "'");
        given().post("/v1/jobs/" + blocker + "/cancel");
        await().atMost(LONG)
                .until(() -> count("select count(*) from job where id = '" + id + "' and state = 'failed'") == 1);
    }

    @Test
    void whatIsNoEventGoesToTheDeadLetters() throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestInfrastructure.kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topic.TRAINING_REQUESTS, "x", "no event"))
                    .get();
        }
        assertThat(read(Topic.TRAINING_REQUESTS + ".dead-letter.training", 1)).contains("no event");
        assertThat(ended(submitted(recipe(newName("good")))).getString("state")).isEqualTo("succeeded");
    }

    private void assertEachStepWasDoneOnce(String id) throws IOException {
        List<String> expected = new ArrayList<>();
        for (String start : List.of("PRETRAINED", "FROM_SCRATCH")) {
            for (int step = 1; step <= 9; step++) {
                expected.add(start + " " + step);
            }
        }
        assertThat(trace(id)).isEqualTo(expected);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<String> read(String topic, int least) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestInfrastructure.kafka(),
                        "group.id",
                        "test-" + topic + System.nanoTime(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        500),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(LONG).until(() -> {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(500))) {
                    values.add(message.value());
                }
                return values.size() >= least;
            });
            for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(500))) {
                values.add(message.value());
            }
        }
        return values;
    }
}
