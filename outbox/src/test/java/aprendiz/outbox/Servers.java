package aprendiz.outbox;

import aprendiz.local.TestInfrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A real PostgreSQL and a real Kafka that can be taken away and brought back. */
final class Servers {

    private final String database;
    private final String password;

    Servers() {
        new TestInfrastructure().start();
        database = TestInfrastructure.databaseUser();
        password = TestInfrastructure.databasePassword();
    }

    void startPostgres() throws IOException, InterruptedException {
        TestInfrastructure.startPostgres();
    }

    void stopPostgres() {
        TestInfrastructure.stopPostgres();
    }

    void startKafka() throws IOException, InterruptedException {
        TestInfrastructure.startKafka();
    }

    void stopKafka() {
        TestInfrastructure.stopKafka();
    }

    String kafka() {
        return TestInfrastructure.kafka();
    }

    /** Makes a schema with the outbox's tables. */
    void createSchema(String schema) throws SQLException, IOException {
        try (Connection connection = open(schema);
                Statement statement = connection.createStatement();
                InputStream tables = Objects.requireNonNull(
                        Servers.class.getResourceAsStream("/db/outbox/V0__outbox_and_inbox.sql"))) {
            statement.execute("create schema " + schema);
            statement.execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    Connection open(String schema) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database);
        properties.setProperty("password", password);
        properties.setProperty("currentSchema", schema);
        return DriverManager.getConnection(TestInfrastructure.databaseUrl(), properties);
    }

    /** Reads the topic from its beginning until that many messages with the key are there, or the time is over. */
    List<ConsumerRecord<String, String>> read(String topic, String key, int count, Duration patience) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka(), "auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        long deadline = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (found.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    if (message.key().equals(key)) {
                        found.add(message);
                    }
                });
            }
        }
        return found;
    }
}
