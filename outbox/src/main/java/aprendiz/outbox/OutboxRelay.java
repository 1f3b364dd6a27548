package aprendiz.outbox;

import aprendiz.messages.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Sends what lies in an outbox to Kafka: in order of id, at least once, marked as sent after the broker has it.
 *
 * <p>Of all replicas of a service one relays, the one that holds the advisory lock of its schema; when it dies another
 * takes over. While the broker or the database is away, events wait in their table and the relay tries again.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BATCH = 500;

    /** Opens a connection of the relay's own, auto-committing, with the service's schema as its search path. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    private final Connections connections;
    private final Map<String, Object> producerSettings;
    private final Thread thread;
    private volatile boolean closed;

    /** Starts relaying on a thread of its own. */
    public OutboxRelay(Connections connections, String bootstrapServers) {
        this.connections = Objects.requireNonNull(connections, "connections");
        this.producerSettings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "enable.idempotence", true,
                "delivery.timeout.ms", 30_000,
                "request.timeout.ms", 10_000,
                "max.block.ms", 10_000,
                "reconnect.backoff.max.ms", 2_000);
        this.thread = new Thread(this::run, "outbox-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        boolean complained = false;
        while (!closed) {
            try (Connection connection = connections.open()) {
                if (lead(connection)) {
                    complained = false;
                    relay(connection);
                }
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | ExecutionException | RuntimeException e) {
                if (!closed && !complained) {
                    LOG.warnf("events wait in the outbox; trying again every %s: %s", PAUSE, e.getMessage());
                    complained = true;
                }
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static boolean lead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_try_advisory_lock(hashtext('outbox of ' || current_schema()))")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private void relay(Connection connection) throws SQLException, ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer =
                        new KafkaProducer<>(producerSettings, new StringSerializer(), new StringSerializer());
                Statement listen = connection.createStatement()) {
            listen.execute("select set_config('application_name', 'outbox relay', false)");
            listen.execute("do $$ begin execute format('listen %I', 'outbox_' || current_schema()); end $$");
            while (!closed) {
                if (send(connection, producer) == 0) {
                    connection.unwrap(PGConnection.class).getNotifications((int) PAUSE.toMillis());
                }
            }
        }
    }

    private static int send(Connection connection, KafkaProducer<String, String> producer)
            throws SQLException, ExecutionException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        try (PreparedStatement unsent = connection.prepareStatement(
                "select id, topic, key, event from outbox where sent_at is null order by id limit " + BATCH)) {
            try (ResultSet row = unsent.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                    ProducerRecord<String, String> message =
                            new ProducerRecord<>(row.getString(2), row.getString(3), row.getString(4));
                    message.headers().add("content-type", CloudEvent.MEDIA_TYPE.getBytes(StandardCharsets.UTF_8));
                    sends.add(producer.send(message));
                }
            }
        }
        for (Future<RecordMetadata> sent : sends) {
            sent.get();
        }
        if (!ids.isEmpty()) {
            try (PreparedStatement mark =
                    connection.prepareStatement("update outbox set sent_at = now() where id = any (?)")) {
                Array array = connection.createArrayOf("bigint", ids.toArray());
                mark.setArray(1, array);
                mark.executeUpdate();
            }
        }
        return ids.size();
    }

    /** Stops after the batch at hand. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
