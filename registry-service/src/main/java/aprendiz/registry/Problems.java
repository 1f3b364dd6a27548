package aprendiz.registry;

import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.vertx.core.http.HttpClosedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says what went wrong as RFC 9457 problem details. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    /** @param field where in the input, {@code message} what is wrong there */
    public record Violation(String field, String message) {}

    /** The body of every refusal. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Details(String type, String title, int status, String detail, List<Violation> violations) {}

    @ServerExceptionMapper
    public Response refused(Problem problem) {
        List<Violation> violations = problem.complaints().stream()
                .map(complaint -> new Violation(complaint.path(), complaint.message()))
                .toList();
        return answer(problem.kind().status(), problem.title(), problem.getMessage(), violations);
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException e) {
        Problem problem = find(e, Problem.class);
        if (problem != null) {
            return refused(problem);
        }
        JsonProcessingException json = find(e, JsonProcessingException.class);
        if (json != null) {
            return answer(400, "Unreadable JSON", json.getOriginalMessage(), List.of());
        }
        Response.StatusType status = e.getResponse().getStatusInfo();
        String detail = status.getStatusCode() == 404 ? "there is nothing at this address" : e.getMessage();
        return answer(status.getStatusCode(), status.getReasonPhrase(), detail, List.of());
    }

    /** Quarkus has an answer of its own to this one, without a body. */
    @ServerExceptionMapper
    public Response refused(MismatchedInputException e) {
        Problem problem = find(e, Problem.class);
        return problem == null ? answer(400, "Unreadable JSON", e.getOriginalMessage(), List.of()) : refused(problem);
    }

    @ServerExceptionMapper
    public Response refused(Throwable e) {
        SQLException sql = find(e, SQLException.class);
        if (sql != null && isAway(sql)) {
            LOG.warnf("the database is away: %s", sql.getMessage());
            return answer(503, "Database away", "the registry's database does not answer; try again soon", List.of());
        }
        NoRoom noRoom = find(e, NoRoom.class);
        if (noRoom != null) {
            LOG.error(noRoom.getMessage());
            return answer(507, "No room", noRoom.getMessage() + "; make room and send them again", List.of());
        }
        if (find(e, HttpClosedException.class) != null || find(e, CallerGone.class) != null) {
            LOG.debug("a caller hung up", e);
            return answer(
                    400, "Connection closed", "the connection was closed before the request was whole", List.of());
        }
        LOG.error("a request failed", e);
        return answer(500, "Internal error", "the registry failed at this; its log says why", List.of());
    }

    /** Connection trouble (class 08), a server that stops or starts (57P0x), or none that a pool could hand out. */
    private static boolean isAway(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P0");
    }

    private static Response answer(int status, String title, String detail, List<Violation> violations) {
        Response.ResponseBuilder response = Response.status(status)
                .type("application/problem+json")
                .entity(new Details("about:blank", title, status, detail, violations));
        if (status == 429 || status == 503) {
            response.header("Retry-After", 2);
        }
        return response.build();
    }

    private static <T extends Throwable> T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
