package aprendiz.local;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.messages.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaTest {

    @TempDir
    Path folder;

    @Test
    void keepsItsMessagesThroughStopAndKill() throws Exception {
        int port = Ports.free();
        Kafka kafka = new Kafka(
                folder.resolve("kafka"),
                folder.resolve("kafka.log"),
                folder.resolve("kafka.pid"),
                new Part.Port(port, "TEST_PORT"),
                new Part.Port(Ports.free(), "TEST_CONTROLLER_PORT"));
        Map<String, Object> address = Map.of("bootstrap.servers", Ports.LOOPBACK + ":" + port);
        try (Child child = kafka.start()) {
            assertThat(child.pid()).isPositive();
            try (Admin admin = Admin.create(address)) {
                assertThat(admin.listTopics().names().get())
                        .contains(Topic.TRAINING_REQUESTS, Topic.TRAINING_EVENTS, Topic.REGISTRY_EVENTS);
            }
            send(address, "before the stop");
        }
        try (Child child = kafka.start()) {
            send(address, "before the kill");
            ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
            assertThat(child.awaitEnd()).isNotZero();
        }
        try (Child child = kafka.start()) {
            assertThat(child.pid()).isPositive();
            assertThat(receive(address, 2)).containsExactlyInAnyOrder("before the stop", "before the kill");
        }
    }

    private static void send(Map<String, Object> address, String message) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(address, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topic.REGISTRY_EVENTS, "key", message))
                    .get();
        }
    }

    private static List<String> receive(Map<String, Object> address, int count) {
        Map<String, Object> settings = new HashMap<>(address);
        settings.put("group.id", "test");
        settings.put("auto.offset.reset", "earliest");
        List<String> messages = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topic.REGISTRY_EVENTS));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (messages.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(300)).forEach(message -> messages.add(message.value()));
            }
        }
        return messages;
    }
}
