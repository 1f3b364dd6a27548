package aprendiz.inference.protocol;

import aprendiz.inference.TooLarge;
import aprendiz.model.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * Why a request was not answered, before a protocol says it in its own words.
 *
 * @param kind whose problem it is
 * @param title a few words that name the sort of problem
 * @param status the HTTP status that says so, unless a protocol has another
 * @param retryAfter seconds after which it may be tried again; 0 if that is of no use
 */
public record Refusal(Problem.Kind kind, String title, int status, String message, long retryAfter) {

    /** How a protocol says it. */
    @FunctionalInterface
    public interface Dialect {
        Response say(Refusal refusal);
    }

    /** {@code {"error": "..."}}, as Hugging Face and the Open Inference Protocol have it. */
    public static final Dialect ERROR =
            refusal -> refusal.response(refusal.status(), Map.of("error", refusal.message()));

    static Refusal of(Problem problem) {
        boolean later = problem.kind() == Problem.Kind.BUSY || problem.kind() == Problem.Kind.UNAVAILABLE;
        return new Refusal(
                problem.kind(),
                problem.title(),
                problem.kind().status(),
                problem.getMessage(),
                later ? problem.retryAfterSeconds() : 0);
    }

    static Refusal of(TooLarge reason) {
        return new Refusal(Problem.Kind.INVALID, "Too large", TooLarge.STATUS, reason.getMessage(), 0);
    }

    static Refusal ofFailure() {
        return new Refusal(
                Problem.Kind.INTERNAL,
                "Failed",
                Problem.Kind.INTERNAL.status(),
                "the service failed; its log says why",
                0);
    }

    /** A response with this body, and {@code Retry-After} where that is of use. */
    public Response response(int withStatus, Object body) {
        Response.ResponseBuilder response =
                Response.status(withStatus).type(MediaType.APPLICATION_JSON).entity(body);
        if (retryAfter > 0) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        return response.build();
    }
}
