package aprendiz.journey.load;

import aprendiz.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Where texts are posted as {@code {"inputs": "text"}}, over connections that are kept.
 *
 * @param patience how long its callers say that they wait for an answer; null if they say nothing
 */
public record Endpoint(HttpClient http, URI address, Duration patience) implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    public Endpoint(URI address) {
        this(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build(),
                address,
                null);
    }

    /** The same, with callers who say how long they wait. */
    public Endpoint within(Duration time) {
        return new Endpoint(http, address, time);
    }

    /** Waits for the answer; one of status 0 says why there is none. */
    public Answer ask(String text) {
        String body = Json.MAPPER.createObjectNode().put("inputs", text).toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .timeout(LONGEST)
                .POST(BodyPublishers.ofString(body));
        if (patience != null) {
            request.header("X-Aprendiz-Timeout-Ms", Long.toString(patience.toMillis()));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            HttpHeaders headers = response.headers();
            return new Answer(
                    response.statusCode(),
                    headers.firstValue("X-Aprendiz-Version").orElse(""),
                    headers.firstValue("X-Aprendiz-Variant").orElse(""),
                    response.body());
        } catch (IOException e) {
            return new Answer(0, "", "", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, "", "", "interrupted");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
