package aprendiz.inference;

import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers a {@link Problem} of the native API, and what is too large, as RFC 9457 problem details. */
class Problems {

    @ServerExceptionMapper
    Response answer(TooLarge problem, UriInfo request) {
        return response("Too large", TooLarge.STATUS, problem, request, List.of())
                .build();
    }

    @ServerExceptionMapper
    Response answer(Problem problem, UriInfo request) {
        Response.ResponseBuilder answer = response(
                problem.title(),
                problem.kind().status(),
                problem,
                request,
                problem.complaints().stream()
                        .map(one -> new Violation(one.path(), one.message()))
                        .toList());
        if (problem.kind() == Problem.Kind.BUSY || problem.kind() == Problem.Kind.UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
        }
        return answer.build();
    }

    private static Response.ResponseBuilder response(
            String title, int status, RuntimeException reason, UriInfo request, List<Violation> violations) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Details("about:blank", title, status, reason.getMessage(), request.getPath(), violations));
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Details(String type, String title, int status, String detail, String instance, List<Violation> violations) {}

    record Violation(String field, String message) {}
}
