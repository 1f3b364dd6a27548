package aprendiz.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * A real PostgreSQL and a real Kafka for a service's tests, started once per JVM on free ports; every start gets a fresh database, user and empty topics.
 *
 * <p>Quarkus loads this class anew for every test profile, so what has to last lies in system properties. The static methods work from any test.
 */
public final class TestInfrastructure implements QuarkusTestResourceLifecycleManager {

    private static final String PREFIX = "aprendiz.test.infrastructure.";

    @Override
    public Map<String, String> start() {
        synchronized (System.getProperties()) {
            try {
                if (value("folder") == null) {
                    begin();
                } else {
                    emptyTopics();
                }
                String database = "test_" + (number("databases") + 1);
                keep("databases", String.valueOf(number("databases") + 1));
                keep("database", database);
                Postgres.create(postgresUrl("postgres"), value("password"), database);
                return settings(database);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException | ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Nothing: the next test class goes on with the same two; they end with the JVM. */
    @Override
    public void stop() {}

    /** Where Kafka answers, as {@code kafka.bootstrap.servers} wants it. */
    public static String kafka() {
        return Ports.LOOPBACK + ":" + number("kafka.port");
    }

    /** The database of the running test, its user and the user's password. */
    public static String databaseUrl() {
        return postgresUrl(value("database"));
    }

    public static String databaseUser() {
        return value("database");
    }

    public static String databasePassword() {
        return value("password");
    }

    /** Takes Kafka away, as an outage would; its messages stay. */
    public static void stopKafka() {
        stop("kafka.pid", Child.Signal.TERM);
    }

    /** Brings Kafka back on the same port with the same messages. */
    public static void startKafka() throws IOException, InterruptedException {
        Path folder = folder();
        new Kafka(
                        folder.resolve("kafka"),
                        folder.resolve("kafka.log"),
                        folder.resolve("kafka.pid"),
                        port("kafka.port"),
                        port("kafka.controller.port"))
                .start();
    }

    /** Takes PostgreSQL away, as an outage would; its data stay. */
    public static void stopPostgres() {
        stop("postgres.pid", Child.Signal.INT);
    }

    /** Brings PostgreSQL back on the same port with the same data. */
    public static void startPostgres() throws IOException, InterruptedException {
        Path folder = folder();
        Postgres postgres = new Postgres(
                folder.resolve("postgres"),
                programs(),
                folder.resolve("postgres.log"),
                folder.resolve("postgres.pid"),
                port("postgres.port"),
                Postgres.Durability.FAST,
                List.of("test"));
        postgres.start();
        keep("password", postgres.password());
    }

    private static void begin() throws IOException, InterruptedException {
        keep("folder", Files.createTempDirectory("aprendiz-test-").toString());
        keep("kafka.port", String.valueOf(Ports.free()));
        keep("kafka.controller.port", String.valueOf(Ports.free()));
        keep("postgres.port", String.valueOf(Ports.free()));
        keep("databases", "0");
        Runtime.getRuntime().addShutdownHook(new Thread(TestInfrastructure::end));
        startPostgres();
        startKafka();
    }

    private static void end() {
        stopKafka();
        stopPostgres();
        try {
            Folders.delete(folder());
        } catch (IOException e) {
            System.err.println("cannot remove " + folder() + ": " + e.getMessage());
        }
    }

    private static void stop(String pidFile, Child.Signal signal) {
        try {
            new PidFile(folder().resolve(pidFile)).living().ifPresent(process -> Child.stop(process, signal));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the tests before have sent is no business of the next. */
    private static void emptyTopics() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka()))) {
            List<TopicPartition> partitions =
                    admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream()
                                    .map(p -> new TopicPartition(topic.name(), p.partition())))
                            .toList();
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end.offset())));
            admin.deleteRecords(all).all().get();
        }
    }

    private static Map<String, String> settings(String database) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.datasource.jdbc.url", postgresUrl(database));
        settings.put("quarkus.datasource.username", database);
        settings.put("quarkus.datasource.password", value("password"));
        settings.put("kafka.bootstrap.servers", kafka());
        settings.put("APRENDIZ_DATABASE_URL", postgresUrl(database));
        settings.put("APRENDIZ_DATABASE_USER", database);
        settings.put("APRENDIZ_DATABASE_PASSWORD", value("password"));
        settings.put("APRENDIZ_KAFKA", kafka());
        return settings;
    }

    /** Unpacked once per module: a clean build removes them. */
    private static Path programs() {
        Path target = Path.of("target").toAbsolutePath();
        return Files.isDirectory(target) ? target : folder();
    }

    private static Path folder() {
        return Path.of(value("folder"));
    }

    private static Part.Port port(String name) {
        return new Part.Port(number(name), PREFIX + name);
    }

    private static String postgresUrl(String database) {
        return Postgres.url(number("postgres.port"), database);
    }

    private static String value(String name) {
        return System.getProperty(PREFIX + name);
    }

    private static int number(String name) {
        return Integer.parseInt(value(name));
    }

    private static void keep(String name, String value) {
        System.setProperty(PREFIX + name, value);
    }
}
