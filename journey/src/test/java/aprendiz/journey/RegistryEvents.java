package aprendiz.journey;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.local.TestInfrastructure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the registry said, as Kafka has it and as its outbox has it. */
final class RegistryEvents {

    private static final String TOPIC = "aprendiz.registry.events";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By id. An event that came twice must have come in the same words. */
    static Map<String, String> sent() {
        Map<String, String> events = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", TestInfrastructure.kafka()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> message : consumer.poll(Duration.ofMillis(500))) {
                    String other = events.put(parse(message.value()).path("id").asText(), message.value());
                    assertThat(other == null || other.equals(message.value()))
                            .as(message.value())
                            .isTrue();
                }
            }
        }
        return events;
    }

    /** By id, all that the outbox keeps. */
    static Map<String, String> written() throws SQLException {
        Map<String, String> events = new TreeMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select event_id, event from registry.outbox")) {
            while (row.next()) {
                events.put(row.getString(1), row.getString(2));
            }
        }
        return events;
    }

    static long unsent() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from registry.outbox where sent_at is null")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What the events of one type are about: their data, without repetition where nothing happened twice. */
    static List<String> subjects(Map<String, String> events, String type) {
        return events.values().stream()
                .map(RegistryEvents::parse)
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.path("data").toString())
                .toList();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                TestInfrastructure.databaseUrl(),
                TestInfrastructure.databaseUser(),
                TestInfrastructure.databasePassword());
    }

    private RegistryEvents() {}
}
