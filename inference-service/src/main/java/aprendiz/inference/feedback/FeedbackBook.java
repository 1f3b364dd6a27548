package aprendiz.inference.feedback;

import aprendiz.messages.Event;
import aprendiz.model.Problem;
import aprendiz.outbox.Outbox;
import aprendiz.telemetry.TraceContext;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** Keeps feedback, and tells of it on the topic in the same transaction. */
@Singleton
class FeedbackBook {

    /** One row if it is news, none if the same was said before. */
    private static final String KEEP = """
            insert into feedback (prediction, input, model, version, label, reward, given_by)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (prediction, input) do update
            set label = excluded.label, reward = excluded.reward, given_by = excluded.given_by, given_at = now()
            where (feedback.label, feedback.reward) is distinct from (excluded.label, excluded.reward)
            """;

    private final AgroalDataSource database;
    private final SigningKey key;
    private final Outbox outbox = new Outbox("/aprendiz/inference", TraceContext::parent);

    FeedbackBook(AgroalDataSource database, SigningKey key) {
        this.database = database;
        this.key = key;
    }

    /**
     * Takes it down; what is said again with another label or reward corrects what was said before.
     *
     * @return false if the same was said before
     * @throws Problem of kind NOT_FOUND if no answer has that id, UNAVAILABLE if it cannot be kept now
     */
    boolean take(Feedback feedback) {
        try {
            PredictionId id = PredictionId.parse(feedback.id(), key.bytes())
                    .orElseThrow(() -> Problem.notFound(
                            "Unknown prediction", "no answer has the id " + Problem.quoted(feedback.id())));
            return QuarkusTransaction.requiringNew().call(() -> keep(id, feedback));
        } catch (Problem problem) {
            throw problem;
        } catch (SQLException | RuntimeException e) {
            throw Problem.unavailable("Not kept", "the feedback cannot be kept now; send it again in a moment", e);
        }
    }

    private boolean keep(PredictionId id, Feedback feedback) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(KEEP)) {
            insert.setString(1, feedback.id());
            insert.setInt(2, feedback.input());
            insert.setString(3, id.model().toString());
            insert.setInt(4, id.version());
            insert.setString(5, feedback.label());
            insert.setObject(6, feedback.reward(), Types.DOUBLE);
            insert.setString(7, feedback.by());
            boolean news = insert.executeUpdate() == 1;
            if (news) {
                outbox.add(
                        connection,
                        new Event.FeedbackGiven(
                                feedback.id(),
                                feedback.input(),
                                id.model().toString(),
                                id.version(),
                                feedback.label(),
                                feedback.reward(),
                                feedback.by()));
            }
            return news;
        }
    }
}
