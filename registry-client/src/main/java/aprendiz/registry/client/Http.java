package aprendiz.registry.client;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The requests that the client makes, repeated with {@link Patience} where repeating does no harm. */
final class Http {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Slower than this an upload counts as stuck, in bytes per second. */
    private static final long SLOWEST = 256 * 1024;

    private final URI registry;
    private final String base;
    private final Patience patience;
    private final String token;
    private final Supplier<Map<String, String>> headers;
    private final HttpClient client;

    /**
     * Sends nothing yet.
     *
     * @param token sent with every request to the registry; null for none
     * @param headers sent too, asked for each time, by name
     */
    Http(URI registry, Patience patience, String token, Supplier<Map<String, String>> headers) {
        this.headers = headers;
        this.registry = registry;
        this.base = registry.toString().replaceAll("/+$", "");
        this.patience = patience;
        this.token = token;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    <T> T get(String path, TypeReference<T> type) {
        return repeat(() -> text(request(path).GET())).read(type);
    }

    /** Every page of a list, until there are no more or enough entries. */
    <T> List<T> pages(String path, int most, TypeReference<List<T>> type) {
        List<T> all = new ArrayList<>();
        for (String page = path; page != null && all.size() < most; ) {
            String address = page;
            Answer answer = repeat(() -> text(request(address).GET()));
            all.addAll(answer.read(type));
            page = answer.next() == null ? null : withoutBase(answer.next());
        }
        return all.size() > most ? List.copyOf(all.subList(0, most)) : all;
    }

    /** Where the registry's own address has a path, the addresses that it says begin with it. */
    private String withoutBase(String path) {
        String prefix = URI.create(base).getRawPath();
        return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    /** A page in the words that the caller wants. */
    String text(String path, String accepted) {
        Answer answer =
                repeat(() -> text(request(path).header("Accept", accepted).GET()));
        if (!answer.good()) {
            throw answer.problem();
        }
        return answer.body();
    }

    boolean has(String path) {
        Answer answer = repeat(() -> text(request(path).HEAD()));
        if (!answer.good() && answer.status() != 404) {
            throw answer.problem();
        }
        return answer.good();
    }

    /** Sends a file as it lies on disk, never in memory. */
    void putFile(String path, Path file) {
        Answer answer = repeat(() -> {
            long size = Files.size(file);
            return text(request(path)
                    .timeout(patience.silence().plusSeconds(size / SLOWEST))
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofFile(file)));
        });
        if (!answer.good()) {
            throw answer.problem();
        }
    }

    /** As {@link #putFile}, for what makes something of it: the same bytes have the same answer. */
    <T> T postFile(String path, Path file, String mediaType, TypeReference<T> type) {
        return repeat(() -> {
                    long size = Files.size(file);
                    return text(request(path)
                            .timeout(patience.silence().multipliedBy(4).plusSeconds(size / SLOWEST))
                            .header("Content-Type", mediaType)
                            .POST(BodyPublishers.ofFile(file)));
                })
                .read(type);
    }

    /** The registry does nothing twice: the same content, or the same wish of the same person, has the same answer. */
    <T> T post(String path, Object body, TypeReference<T> type) {
        return sendJson("POST", path, body, type);
    }

    /** See {@link #post}. */
    <T> T put(String path, Object body, TypeReference<T> type) {
        return sendJson("PUT", path, body, type);
    }

    void delete(String path) {
        Answer answer = repeat(() -> text(request(path).DELETE()));
        if (!answer.good()) {
            throw answer.problem();
        }
    }

    /** Sends what must not be said twice: tried once. */
    <T> T once(String method, String path, Object body, TypeReference<T> type) {
        HttpRequest.Builder request = body == null
                ? request(path).method(method, BodyPublishers.noBody())
                : request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json(body)));
        return once(request).read(type);
    }

    /**
     * Asks for a deed that needs no more words than its address; tried once.
     *
     * @param by who asks; null to leave it to the token
     * @param longest how long the deed may take
     */
    Answer act(String method, String path, String by, Duration longest) {
        HttpRequest.Builder request = request(path).timeout(longest).method(method, BodyPublishers.noBody());
        if (by != null) {
            request.header("X-Aprendiz-Actor", by);
        }
        Answer answer = once(request);
        if (!answer.good()) {
            throw answer.problem();
        }
        return answer;
    }

    private Answer once(HttpRequest.Builder request) {
        try {
            return text(request);
        } catch (IOException e) {
            throw away(e, "tried once");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Interrupted", "interrupted while speaking to the registry", e);
        }
    }

    private <T> T sendJson(String method, String path, Object body, TypeReference<T> type) {
        String json = json(body);
        return repeat(() -> text(request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json))))
                .read(type);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(patience.silence());
        headers.get().forEach(request::header);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpClient client() {
        return client;
    }

    /** The same with another token. */
    Http withToken(String other) {
        return new Http(registry, patience, other, headers);
    }

    /** The same with other headers. */
    Http withHeaders(Supplier<Map<String, String>> others) {
        return new Http(registry, patience, token, others);
    }

    Patience patience() {
        return patience;
    }

    /** One exchange; an {@link IOException} or a passing refusal is a reason to try again. */
    @FunctionalInterface
    interface Attempt {
        Answer make() throws IOException, InterruptedException;
    }

    Answer repeat(Attempt attempt) {
        try {
            for (int n = 1; ; n++) {
                Duration asked = Duration.ZERO;
                try {
                    Answer answer = attempt.make();
                    if (!answer.passing() || n >= patience.attempts()) {
                        return answer;
                    }
                    asked = answer.retryAfter();
                } catch (IOException e) {
                    if (n >= patience.attempts()) {
                        throw away(e, "tried " + n + " times");
                    }
                }
                patience.wait(n, asked);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Interrupted", "interrupted while speaking to the registry", e);
        }
    }

    private Answer text(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
    }

    Problem away(IOException e, String how) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Problem.unavailable(
                "Registry away", "the registry at " + registry + " does not answer (" + how + "): " + why, e);
    }

    private static String json(Object body) {
        try {
            return Json.MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(body + " cannot be written as JSON", e);
        }
    }
}
