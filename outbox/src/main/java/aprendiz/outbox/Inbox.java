package aprendiz.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;

/** What a consumer has already acted on, so that a redelivered event does nothing twice. */
public final class Inbox {

    private final String consumer;

    public Inbox(String consumer) {
        this.consumer = Objects.requireNonNull(consumer, "consumer");
    }

    /**
     * True the first time, false ever after. Call it in the transaction of the effect: if that is rolled back, the event
     * counts as not seen.
     */
    public boolean firstTime(Connection transaction, String eventId) throws SQLException {
        try (PreparedStatement insert = transaction.prepareStatement(
                "insert into inbox (consumer, event_id) values (?, ?) on conflict do nothing")) {
            insert.setString(1, consumer);
            insert.setString(2, eventId);
            return insert.executeUpdate() == 1;
        }
    }
}
