package aprendiz.inference;

import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a {@link Problem} of the native API as RFC 9457 problem details. */
class Problems {

    @ServerExceptionMapper
    Response answer(Problem problem, UriInfo request) {
        Details details = new Details(
                "about:blank",
                problem.title(),
                problem.kind().status(),
                problem.getMessage(),
                request.getPath(),
                problem.complaints().stream()
                        .map(one -> new Violation(one.path(), one.message()))
                        .toList());
        Response.ResponseBuilder answer = Response.status(details.status())
                .type("application/problem+json")
                .entity(details);
        if (problem.kind() == Problem.Kind.BUSY || problem.kind() == Problem.Kind.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
        }
        return answer.build();
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Details(String type, String title, int status, String detail, String instance, List<Violation> violations) {}

    record Violation(String field, String message) {}
}
