package aprendiz.outbox;

import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Where a service writes what it wants to say, in the transaction of the change that it speaks of: both happen or
 * neither does. An {@link OutboxRelay} sends it soon after the commit.
 */
public final class Outbox {

    /** Kafka's usual limit for a message is 1 MiB; an event says what happened, it carries no files. */
    private static final int LARGEST = 900_000;

    private final String source;
    private final Supplier<String> trace;

    /** @param source who speaks: {@code /aprendiz/registry} */
    public Outbox(String source) {
        this(source, () -> null);
    }

    /** @param trace says where in a trace its caller stands, as {@link CloudEvent#trace()} does */
    public Outbox(String source, Supplier<String> trace) {
        this.source = Objects.requireNonNull(source, "source");
        this.trace = Objects.requireNonNull(trace, "trace");
    }

    /**
     * Writes the event with the caller's transaction. The caller owns the connection and commits.
     *
     * @throws IllegalArgumentException if the event is too large ever to be sent: it would hold up those behind it
     */
    public void add(Connection transaction, Event event) throws SQLException {
        CloudEvent envelope = CloudEvent.of(source, trace.get(), event);
        String json = envelope.toJson();
        int size = json.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw new IllegalArgumentException(
                    "an event " + envelope.type() + " of " + size + " bytes; " + LARGEST + " are the most");
        }
        try (PreparedStatement insert = transaction.prepareStatement(
                        "insert into outbox (event_id, topic, key, event) values (?, ?, ?, ?)");
                PreparedStatement notify =
                        transaction.prepareStatement("select pg_notify('outbox_' || current_schema(), '')")) {
            insert.setString(1, envelope.id());
            insert.setString(2, event.topic());
            insert.setString(3, event.key());
            insert.setString(4, json);
            insert.executeUpdate();
            notify.execute();
        }
    }
}
