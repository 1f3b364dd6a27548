package aprendiz.cli;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the services, spoken to over HTTP; what it refuses becomes the {@link Problem} that it said. */
final class Service {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private final String name;
    private final URI address;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    Service(String name, URI address) {
        this.name = name;
        this.address = address;
    }

    URI address() {
        return address;
    }

    JsonNode get(String path) {
        return json(send("GET", path, null, Map.of()));
    }

    String text(String path) {
        return send("GET", path, null, Map.of()).body();
    }

    JsonNode post(String path, JsonNode body) {
        return json(post(path, body, Map.of()));
    }

    JsonNode put(String path, JsonNode body) {
        return json(send("PUT", path, body.toString(), Map.of()));
    }

    void delete(String path) {
        send("DELETE", path, null, Map.of());
    }

    HttpResponse<String> post(String path, JsonNode body, Map<String, String> headers) {
        return send("POST", path, body == null ? "" : body.toString(), headers);
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw Problem.unavailable("Strange answer", response.uri() + " answered no JSON", e);
        }
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ANSWER)
                .method(method, publisher)
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() >= 400) {
                throw problem(response);
            }
            return response;
        } catch (IOException e) {
            throw Problem.unavailable(
                    "Service away",
                    "the " + name + " service does not answer at " + address + "; is the platform up? ./aprendiz up",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Interrupted", "stopped while waiting for " + address, e);
        }
    }

    /** Reads problem details, and the {@code error} of the Hugging Face and Open Inference shapes. */
    private Problem problem(HttpResponse<String> response) {
        JsonNode said;
        try {
            said = Json.MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            said = Json.MAPPER.createObjectNode();
        }
        String detail = said.path("detail").asText(said.path("error").asText("status " + response.statusCode()));
        String title = said.path("title").asText("The " + name + " service refuses");
        List<Problem.Complaint> complaints = new ArrayList<>();
        said.path("violations")
                .forEach(one -> complaints.add(new Problem.Complaint(
                        one.path("field").asText(), one.path("message").asText())));
        Problem.Kind kind = Problem.Kind.INTERNAL;
        for (Problem.Kind one : Problem.Kind.values()) {
            if (one.status() == response.statusCode()) {
                kind = one;
            }
        }
        return new Problem(kind, title, detail, complaints, null);
    }
}
