package aprendiz.registry.client;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the registry answered.
 *
 * @param status of HTTP
 * @param body as text; empty where the body was a file
 * @param retryAfter how long it asked to wait, zero if it did not
 * @param next path and query of the next page; null where there is none
 */
record Answer(int status, String body, Duration retryAfter, String next) {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"next\"");

    static Answer of(HttpResponse<String> response) {
        long seconds = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(Long::valueOf)
                .orElse(0L);
        String next = response.headers()
                .firstValue("Link")
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> URI.create(link.group(1)))
                .map(link -> link.getRawPath() + "?" + link.getRawQuery())
                .orElse(null);
        return new Answer(response.statusCode(), response.body(), Duration.ofSeconds(seconds), next);
    }

    /** What was said otherwise than as a text of its own. */
    static Answer said(int status, String body) {
        return new Answer(status, body, Duration.ZERO, null);
    }

    boolean good() {
        return status >= 200 && status < 300;
    }

    /** Whether the same request may succeed later. */
    boolean passing() {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    <T> T read(TypeReference<T> type) {
        if (!good()) {
            throw problem();
        }
        try {
            return Json.MAPPER.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw Problem.unavailable(
                    "Strange answer", "the registry's answer cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** The problem that the registry said, be it in problem details or in the Hub's shape. */
    Problem problem() {
        JsonNode said = said();
        String detail = said.path("detail").asText("");
        if (detail.isEmpty()) {
            detail = said.path("error").asText("the registry answered with status " + status);
        }
        List<Problem.Complaint> complaints = new ArrayList<>();
        for (JsonNode one : said.path("violations")) {
            complaints.add(new Problem.Complaint(
                    one.path("field").asText(), one.path("message").asText()));
        }
        return new Problem(kind(), said.path("title").asText("Registry"), detail, complaints, null);
    }

    private JsonNode said() {
        try {
            JsonNode node = body.isBlank() ? null : Json.MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private Problem.Kind kind() {
        return switch (status) {
            case 404 -> Problem.Kind.NOT_FOUND;
            case 409, 412 -> Problem.Kind.CONFLICT;
            case 422 -> Problem.Kind.REFUSED;
            case 429 -> Problem.Kind.BUSY;
            case 502, 503, 504 -> Problem.Kind.UNAVAILABLE;
            default -> status >= 500 ? Problem.Kind.INTERNAL : Problem.Kind.INVALID;
        };
    }
}
