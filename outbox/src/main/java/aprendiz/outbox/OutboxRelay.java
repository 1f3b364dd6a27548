package aprendiz.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Sends what lies in an outbox to Kafka: in order of id, at least once, marked as sent after the broker has it.
 *
 * <p>Of all replicas of a service one relays, the one that holds the advisory lock of its schema; when it dies another
 * takes over. While the broker or the database is away, events wait in their table and the relay tries again. What was
 * sent is deleted after {@link #KEPT}.
 */
public final class OutboxRelay implements AutoCloseable {

    /** How long sent events stay in their table, for whoever wants to look. */
    public static final Duration KEPT = Duration.ofDays(7);

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);

    /** Opens a connection of the relay's own, auto-committing, with the service's schema as its search path. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;

        /**
         * To a service's own schema; a server that does not answer is given up soon.
         *
         * @param url of JDBC
         * @param password null where none is asked for
         */
        static Connections to(String url, String user, String password, String schema) {
            Properties properties = new Properties();
            properties.setProperty("user", user);
            if (password != null) {
                properties.setProperty("password", password);
            }
            properties.setProperty("currentSchema", schema);
            properties.setProperty("connectTimeout", "3");
            properties.setProperty("socketTimeout", "60");
            return () -> DriverManager.getConnection(url, properties);
        }
    }

    private final Connections connections;
    private final String bootstrapServers;
    private final Duration kept;
    private final Thread thread;
    private volatile boolean closed;
    private boolean complained;

    /** Starts relaying on a thread of its own. */
    public OutboxRelay(Connections connections, String bootstrapServers) {
        this(connections, bootstrapServers, KEPT);
    }

    OutboxRelay(Connections connections, String bootstrapServers, Duration kept) {
        this.connections = Objects.requireNonNull(connections, "connections");
        this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        this.kept = Objects.requireNonNull(kept, "kept");
        this.thread = new Thread(this::run, "outbox-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = connections.open()) {
                if (lead(connection)) {
                    relay(connection);
                }
            } catch (SQLException | ExecutionException | KafkaException e) {
                complain(e);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("the outbox relay stumbled and goes on", e);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Once per outage. */
    private void complain(Exception e) {
        if (!closed && !complained) {
            LOG.warnf("events wait in the outbox; trying again until it works: %s", e.getMessage());
            complained = true;
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
        OutboxTable table = new OutboxTable(connection);
        table.listen();
        long nextPruning = System.nanoTime();
        try (Sender sender = new Sender(bootstrapServers)) {
            while (!closed) {
                int sent = table.sendBatch(sender);
                if (sent > 0 && complained) {
                    LOG.info("events leave the outbox again");
                    complained = false;
                }
                if (System.nanoTime() - nextPruning >= 0) {
                    table.prune(kept);
                    nextPruning = System.nanoTime() + BETWEEN_PRUNINGS.toNanos();
                }
                if (sent == 0) {
                    connection.unwrap(PGConnection.class).getNotifications((int) PAUSE.toMillis());
                }
            }
        }
    }

    /** Stops after the batch at hand and waits for that, a few seconds at most. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
