package aprendiz.inference.openai;

import aprendiz.inference.protocol.Refusal;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** What went wrong, as OpenAI says it: {@code {"error": {"message", "type", "param", "code"}}}. */
final class Errors {

    /** Its fields; {@code param} and {@code code} may be null. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Details(String message, String type, String param, String code) {}

    private Errors() {}

    static Response say(Refusal refusal) {
        return switch (refusal.kind()) {
            case INVALID, REFUSED, CONFLICT -> say(refusal, "invalid_request_error", null);
            case NOT_FOUND -> say(refusal, "invalid_request_error", "model_not_found");
            case BUSY -> say(refusal, "requests", "rate_limit_exceeded");
            case UNAVAILABLE, INTERNAL -> say(refusal, "server_error", null);
        };
    }

    private static Response say(Refusal refusal, String type, String code) {
        return refusal.response(refusal.status(), Map.of("error", new Details(refusal.message(), type, null, code)));
    }
}
