package aprendiz.inference.asking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aprendiz.inference.Collector;
import aprendiz.inference.ServiceTest;
import aprendiz.local.TestInfrastructure;
import aprendiz.messages.Topic;
import aprendiz.model.ModelName;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** A service that was told where to send its traces. */
@QuarkusTest
@QuarkusTestResource(value = Collector.class, restrictToAnnotatedClass = true)
class TracingTest extends ServiceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    Collector collector;

    @Test
    void aTraceGoesOnFromItsCallerToTheRegistryAndToKafka() {
        ModelName model = classifier("traced");
        given().contentType("application/json")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .body("{\"inputs\": \"Fine.\"}")
                .post("/models/" + model)
                .then()
                .statusCode(200);

        String bytes = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
        await().untilAsserted(() ->
                assertThat(collector.spans()).contains(bytes, "tokenise", "queue", "compute", "acme/traced@1"));
        assertThat(catalog.traces).anyMatch(trace -> trace.startsWith("00-" + TRACE));
        assertThat(told(model)).startsWith("00-" + TRACE);
    }

    /** The trace that the topic names with the model's prediction. */
    private static String told(ModelName model) {
        List<String> traces = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", TestInfrastructure.kafka(),
                        "group.id", "traced",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.INFERENCE_PREDICTIONS));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(200))) {
                    Header trace = message.headers().lastHeader("traceparent");
                    if (message.key().equals(model.toString()) && trace != null) {
                        traces.add(new String(trace.value(), StandardCharsets.UTF_8));
                    }
                }
                return !traces.isEmpty();
            });
        }
        return traces.getFirst();
    }
}
