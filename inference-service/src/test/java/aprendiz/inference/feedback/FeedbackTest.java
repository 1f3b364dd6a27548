package aprendiz.inference.feedback;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import aprendiz.inference.ServiceTest;
import aprendiz.local.TestInfrastructure;
import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.messages.Topic;
import aprendiz.model.ModelName;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedbackTest extends ServiceTest {

    private static ValidatableResponse give(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/feedback")
                .then();
    }

    private static String predict(ModelName model) {
        return ask(model, "{\"inputs\": [\"Hi\", \"Fine.\"]}")
                .statusCode(200)
                .extract()
                .header("X-Aprendiz-Prediction");
    }

    /** What the topic says of the model, until there are so many. */
    private static List<Event> heard(String topic, ModelName model, int count) {
        List<Event> events = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        TestInfrastructure.kafka(),
                        "group.id",
                        topic + model,
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    if (message.key().equals(model.toString())) {
                        events.add(CloudEvent.parse(message.value()).data());
                    }
                }
                assertThat(events).hasSize(count);
            });
        }
        return events;
    }

    @Test
    void tellsWhatWasAnsweredAndWhatUsersSayOfIt() {
        ModelName model = classifier("heard");
        String id = predict(model);
        String label = "{\"id\": \"%s\", \"input\": 1, \"label\": \"%s\", \"by\": \"me\"}";
        give(label.formatted(id, "good")).statusCode(200).body("news", equalTo(true));
        give(label.formatted(id, "good")).statusCode(200).body("news", equalTo(false));
        give(label.formatted(id, "bad")).statusCode(200).body("news", equalTo(true));
        give("{\"id\": \"%s\", \"reward\": -0.5}".formatted(id)).statusCode(200).body("input", equalTo(0));

        assertThat(heard(Topic.INFERENCE_PREDICTIONS, model, 2))
                .allSatisfy(event -> assertThat(event).isInstanceOfSatisfying(Event.PredictionMade.class, made -> {
                    assertThat(made.prediction()).isEqualTo(id);
                    assertThat(made.version()).isEqualTo(1);
                    assertThat(made.revision()).isEqualTo("champion");
                    assertThat(made.asked().asText()).isEqualTo(made.input() == 0 ? "Hi" : "Fine.");
                    assertThat(made.answer().path(0).path("label").asText()).isEqualTo("good");
                }));
        assertThat(heard(Topic.INFERENCE_FEEDBACK, model, 3))
                .containsExactly(
                        new Event.FeedbackGiven(id, 1, model.toString(), 1, "good", null, "me"),
                        new Event.FeedbackGiven(id, 1, model.toString(), 1, "bad", null, "me"),
                        new Event.FeedbackGiven(id, 0, model.toString(), 1, null, -0.5, null));
    }

    @Test
    void refusesFeedbackOnWhatWasNeverAnswered() {
        String id = predict(classifier("signed"));
        String forged = (id.startsWith("A") ? "B" : "A") + id.substring(1);
        for (String unknown : List.of(forged, "abc", "%%%", id.substring(2))) {
            give("{\"id\": \"" + unknown + "\", \"label\": \"good\"}")
                    .statusCode(404)
                    .body("detail", containsString("no answer has the id"));
        }
    }

    @Test
    void namesWhatIsWrongInFeedback() {
        give("{\"id\": \"a\"}").statusCode(400).body("detail", containsString("a label or a reward"));
        give("{\"id\": \"a\", \"label\": \"x\", \"reward\": 1}").statusCode(400);
        give("{\"label\": \"good\"}").statusCode(400).body("detail", containsString("X-Aprendiz-Prediction"));
        give("{\"id\": \"a\", \"input\": -1, \"label\": \"good\"}").statusCode(400);
        give("nonsense").statusCode(400);
        give("{\"other\": " + "[".repeat(2_000)).statusCode(400).body("detail", containsString("nesting depth"));
        give("{\"id\": \"" + "x".repeat(100_000) + "\"}")
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("65536 bytes"));
    }
}
