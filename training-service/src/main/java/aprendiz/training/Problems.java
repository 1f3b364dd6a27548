package aprendiz.training;

import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says what went wrong as RFC 9457 problem details. */
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    /**
     * One complaint.
     *
     * @param field where in the input
     * @param message what is wrong there
     */
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
        Response.StatusType status = e.getResponse().getStatusInfo();
        String detail = switch (status.getStatusCode()) {
            case 415 -> "send a recipe as application/yaml or application/json";
            case 413 -> "the body is too large";
            default -> "there is nothing that answers this request";
        };
        return answer(status.getStatusCode(), status.getReasonPhrase(), detail, List.of());
    }

    @ServerExceptionMapper
    public Response refused(Throwable e) {
        Optional<Problem> problem = find(e, Problem.class);
        if (problem.isPresent()) {
            return refused(problem.get());
        }
        if (find(e, SQLException.class).filter(Problems::isAway).isPresent()) {
            LOG.warnf("the database is away: %s", e.getMessage());
            return answer(
                    503, "Database away", "the training service's database does not answer; try again soon", List.of());
        }
        LOG.error("a request failed", e);
        return answer(500, "Internal error", "the training service failed at this; its log says why", List.of());
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
            response.header("Retry-After", 5);
        }
        return response.build();
    }

    private static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
