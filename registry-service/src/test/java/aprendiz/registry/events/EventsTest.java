package aprendiz.registry.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import aprendiz.local.TestInfrastructure;
import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.messages.Topic;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventsTest extends RegistryTest {

    @Test
    void whatHappensIsSaidInOrder() throws IOException {
        ModelName name = newName();
        Version first = client.publish(RepositoryType.MODEL, name, Sample.model(temp.resolve("a"), 1), "", null);
        client.publish(RepositoryType.MODEL, name, Sample.model(temp.resolve("a"), 1), "again", null);
        Version second = client.publish(RepositoryType.MODEL, name, Sample.model(temp.resolve("b"), 2), "", null);
        client.moveAlias(name, "champion", new AliasWish(1, 0, "ana", "first"));
        client.moveAlias(name, "champion", new AliasWish(2, 1, "ana", "better"));

        assertThat(read(name, 4))
                .containsExactly(
                        published(first),
                        published(second),
                        new Event.AliasMoved(
                                name.toString(),
                                "champion",
                                null,
                                1,
                                first.commit(),
                                first.digest().hex(),
                                "ana",
                                "first"),
                        new Event.AliasMoved(
                                name.toString(),
                                "champion",
                                1,
                                2,
                                second.commit(),
                                second.digest().hex(),
                                "ana",
                                "better"));
    }

    @Test
    void publishingGoesOnWhileTheBrokerIsAwayAndTheEventArrivesLater() throws Exception {
        ModelName name = newName();
        TestInfrastructure.stopKafka();
        Version version;
        try {
            version = client.publish(RepositoryType.MODEL, name, Sample.model(temp.resolve("a"), 3), "", null);
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            TestInfrastructure.startKafka();
        }
        assertThat(read(name, 1)).containsExactly(published(version));
    }

    @Test
    void saysThatTheDatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
        ModelName name = newName();
        Version version = client.publish(RepositoryType.MODEL, name, Sample.model(temp.resolve("a"), 4), "", null);
        TestInfrastructure.stopPostgres();
        try {
            given().get("/v1/models/" + name)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "2")
                    .body("title", equalTo("Database away"));
            given().get("/q/health/ready").then().statusCode(503);
            given().get("/q/health/live").then().statusCode(200);
        } finally {
            TestInfrastructure.startPostgres();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> given().get("/v1/models/" + name).statusCode() == 200);
        assertThat(client.version(RepositoryType.MODEL, name, "main")).isEqualTo(version);
        client.moveAlias(name, "champion", new AliasWish(1, 0, "ana", ""));
        assertThat(read(name, 2)).hasSize(2);
    }

    private static Event published(Version version) {
        return new Event.VersionPublished(
                "model",
                version.name().toString(),
                version.number(),
                version.commit(),
                version.digest().hex(),
                version.kind().toString());
    }

    /** The events of the model, once there are as many as expected; twice the same counts once. */
    private static List<Event> read(ModelName name, int expected) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestInfrastructure.kafka(), "auto.offset.reset", "earliest");
        List<Event> events = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.REGISTRY_EVENTS).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (events.size() < expected) {
                if (System.nanoTime() > deadline) {
                    fail("only " + events + " of " + expected + " events of " + name);
                }
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    Event event = CloudEvent.parse(message.value()).data();
                    if (message.key().equals(name.toString()) && !events.contains(event)) {
                        events.add(event);
                    }
                });
            }
        }
        return events;
    }
}
