package aprendiz.inference.following;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aprendiz.inference.ServiceTest;
import aprendiz.local.TestInfrastructure;
import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.messages.Topic;
import aprendiz.model.ModelName;
import aprendiz.model.catalog.Version;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The poll comes every four seconds here: what happens sooner, an event did. */
@QuarkusTest
class FollowingTest extends ServiceTest {

    private static final Duration SOONER = Duration.ofSeconds(2);
    private static final Duration BY_POLL = Duration.ofSeconds(20);

    @TestHTTPResource("/models/")
    URI address;

    /** Publishes a version and moves champion to it, without a word to anybody. */
    private Version promote(ModelName model, String... labels) {
        Version version = catalog.publish(model, labels);
        catalog.move(model, "champion", version.number());
        return version;
    }

    private static void tell(Version version) throws ExecutionException, InterruptedException {
        Event moved = new Event.AliasMoved(
                version.name().toString(),
                "champion",
                version.number() - 1,
                version.number(),
                version.commit(),
                version.digest().hex(),
                "test",
                "");
        send(CloudEvent.of("/aprendiz/registry", moved).toJson());
    }

    /** As the outbox relay does, header and all. */
    private static void send(String message) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestInfrastructure.kafka()),
                new StringSerializer(),
                new StringSerializer())) {
            ProducerRecord<String, String> envelope = new ProducerRecord<>(Topic.REGISTRY_EVENTS, "key", message);
            envelope.headers().add("content-type", CloudEvent.MEDIA_TYPE.getBytes(StandardCharsets.UTF_8));
            producer.send(envelope).get();
        }
    }

    private static JsonPath status(ModelName model) {
        return given().get("/v1/serving").jsonPath().setRootPath("find { it.model == '" + model + "' }");
    }

    /** The consumer may still be joining. */
    private void hears(ModelName model) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            Version version = promote(model, "bad", "good");
            tell(version);
            try {
                await().atMost(SOONER).until(() -> answering(model).equals(version.label()));
                return true;
            } catch (org.awaitility.core.ConditionTimeoutException e) {
                return false;
            }
        });
    }

    @Test
    void anEventSwapsAtOnceAndTellingItTwiceDoesNothing() throws Exception {
        ModelName model = classifier("told");
        assertThat(answering(model)).isEqualTo("acme/told@1");
        hears(model);
        for (int i = 0; i < 3; i++) {
            Version version = promote(model, "bad", "good");
            tell(version);
            tell(version);
            await().atMost(SOONER).until(() -> answering(model).equals(version.label()));
        }
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheNextEventIsHeard() throws Exception {
        ModelName model = classifier("dead-letters");
        answering(model);
        List<String> garbage = List.of(
                "{",
                "",
                CloudEvent.of("/aprendiz/registry", new Event.JobWaiting("7")).toJson(),
                "{\"specversion\": \"1.0\", \"type\": \"dev.aprendiz.alias.moved\", \"data\": {\"name\": 1}}");
        for (String one : garbage) {
            send(one);
        }
        hears(model);
        List<String> dead = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", TestInfrastructure.kafka(),
                        "group.id", "test",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.REGISTRY_EVENTS + ".dead-letter.inference"));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                for (ConsumerRecord<String, String> letter : consumer.poll(Duration.ofMillis(200))) {
                    dead.add(letter.value());
                }
                assertThat(dead).containsAll(garbage);
            });
        }
    }

    @Test
    void pollsWhileTheBrokerIsAwayAndHearsAgainWhenItIsBack() throws Exception {
        ModelName model = classifier("broker-away");
        answering(model);
        TestInfrastructure.stopKafka();
        try {
            Version version = promote(model, "bad", "good");
            await().atMost(BY_POLL).until(() -> answering(model).equals(version.label()));
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            TestInfrastructure.startKafka();
        }
        hears(model);
    }

    @Test
    void whatArrivesDamagedOrBrokenLeavesTheOldInPlace() throws Exception {
        ModelName model = classifier("damaged");
        answering(model);
        catalog.damaging(true);
        try {
            tell(promote(model, "bad", "good"));
            await().atMost(BY_POLL)
                    .untilAsserted(() -> assertThat(status(model).getString("error"))
                            .contains("acme/damaged@2")
                            .contains("corrupt"));
        } finally {
            catalog.damaging(false);
        }
        assertThat(status(model).getInt("wanted")).isEqualTo(2);
        assertThat(status(model).getString("state")).isEqualTo("serving");
        assertThat(answering(model)).isEqualTo("acme/damaged@1");

        tell(promote(model, "broken"));
        await().atMost(BY_POLL)
                .untilAsserted(() ->
                        assertThat(status(model).getString("error")).contains("acme/damaged@3", "classifier.weight"));
        assertThat(answering(model)).isEqualTo("acme/damaged@1");

        Version good = promote(model, "bad", "good");
        await().atMost(BY_POLL).until(() -> answering(model).equals(good.label()));
        assertThat(status(model).getString("error")).isNull();
    }

    @Test
    void servesOnWhileTheRegistryIsAway() {
        ModelName model = classifier("registry-away");
        ModelName other = classifier("not-loaded");
        answering(model);
        catalog.away(true);
        try {
            await().atMost(BY_POLL)
                    .untilAsserted(
                            () -> assertThat(status(model).getString("error")).contains("registry"));
            assertThat(answering(model)).isEqualTo("acme/registry-away@1");
            ask(other, "{\"inputs\": \"Fine.\"}").statusCode(503).header("Retry-After", "1");
        } finally {
            catalog.away(false);
        }
        await().atMost(BY_POLL)
                .untilAsserted(
                        () -> assertThat(status(model).getString("error")).isNull());
        assertThat(answering(other)).isEqualTo("acme/not-loaded@1");
    }

    @Test
    void servesOnWhileTheDatabaseIsAway() throws Exception {
        ModelName model = classifier("database-away");
        answering(model);
        TestInfrastructure.stopPostgres();
        try {
            given().get("/q/health/ready").then().statusCode(503);
            given().get("/v2/health/ready").then().statusCode(503);
            Version version = promote(model, "bad", "good");
            await().atMost(BY_POLL).until(() -> answering(model).equals(version.label()));
        } finally {
            TestInfrastructure.startPostgres();
        }
        await().atMost(BY_POLL)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void twentySwapsUnderLoadFailNoRequest() throws Exception {
        ModelName model = classifier("swapped");
        answering(model);
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(Thread.ofPlatform().start(() -> load(model, over, seen, failures)));
        }
        for (int number = 2; number <= 21; number++) {
            Version version = promote(model, "bad", "good");
            tell(version);
            await().atMost(BY_POLL)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> status(model).getInt("version") == version.number());
        }
        await().until(() -> seen.contains("acme/swapped@21"));
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(failures).isEmpty();
        assertThat(seen).hasSizeGreaterThan(10);
    }

    private void load(ModelName model, AtomicBoolean over, Set<String> seen, ConcurrentLinkedQueue<String> failures) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(model.toString()))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"inputs\": [\"a\", \"b\"], \"parameters\": {\"function_to_apply\": \"none\"}}"))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (!over.get()) {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                String version =
                        response.headers().firstValue("X-Aprendiz-Version").orElse("none");
                seen.add(version);
                String number = version.substring(version.indexOf('@') + 1);
                if (response.statusCode() != 200 || !response.body().contains("\"score\":" + number + ".0")) {
                    failures.add(version + ": " + response.statusCode() + " " + response.body());
                }
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
    }
}
