package aprendiz.outbox;

import aprendiz.messages.CloudEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The outbox as the relay sees it. */
final class OutboxTable {

    private static final int BATCH = 500;

    private final Connection connection;

    OutboxTable(Connection connection) {
        this.connection = connection;
    }

    /** From now on commits of new events wake this connection. */
    void listen() throws SQLException {
        try (Statement listen = connection.createStatement()) {
            listen.execute("select set_config('application_name', 'outbox relay', false)");
            listen.execute("do $$ begin execute format('listen %I', 'outbox_' || current_schema()); end $$");
        }
    }

    /**
     * Sends the oldest events that were not sent, and marks them when the broker has them all.
     *
     * @return how many there were
     */
    int sendBatch(Sender sender) throws SQLException, ExecutionException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement unsent = connection.prepareStatement("select id, topic, key, event, event::json ->> '"
                        + CloudEvent.TRACE + "' from outbox where sent_at is null order by id limit " + BATCH);
                ResultSet row = unsent.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
                sender.send(row.getString(2), row.getString(3), row.getString(4), row.getString(5));
            }
        }
        if (!ids.isEmpty()) {
            sender.awaitAll();
            try (PreparedStatement mark =
                    connection.prepareStatement("update outbox set sent_at = now() where id = any (?)")) {
                mark.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
                mark.executeUpdate();
            }
        }
        return ids.size();
    }

    /** Deletes what was sent longer ago than that. */
    void prune(Duration kept) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from outbox where sent_at < now() - ? * interval '1 second'")) {
            delete.setLong(1, kept.toSeconds());
            delete.executeUpdate();
        }
    }
}
