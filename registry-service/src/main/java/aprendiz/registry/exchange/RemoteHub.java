package aprendiz.registry.exchange;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.registry.Outside;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another hub, read over HTTP. Its token goes to its own address only: a redirection elsewhere is followed without it, and
 * from the world it does not lead inside.
 */
final class RemoteHub {

    /** What a hub lists at a commit. */
    record Listing(String commit, List<RemoteFile> files) {}

    private static final int MOST_REDIRECTIONS = 5;
    private static final int MOST_FILES = 100_000;
    private static final long LARGEST_ANSWER = 64L << 20;
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI endpoint;
    private final Optional<String> token;
    private final Duration silence;
    private final boolean inside;

    RemoteHub(URI endpoint, Optional<String> token, Duration silence) {
        String host = Outside.host(endpoint, "the endpoint of the hub");
        this.endpoint = URI.create(endpoint.toString().replaceAll("/+$", ""));
        this.token = token;
        this.silence = silence;
        this.inside = isInside(host);
    }

    /** A hub inside may send inside; one outside may not. */
    private static boolean isInside(String host) {
        try {
            return Outside.isInside(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Every file at a revision, and the commit that this means. */
    Listing list(RepositoryType type, HubReference source) throws IOException, InterruptedException {
        String api = "/api/" + (type == RepositoryType.MODEL ? "models/" : "datasets/") + source.name();
        JsonNode info = json(URI.create(endpoint + api + "/revision/" + segment(source.revision())), source);
        String commit = info.path("sha").asText();
        if (!COMMIT.matcher(commit).matches()) {
            throw strange("does not say the commit of " + source);
        }
        List<RemoteFile> files = new ArrayList<>();
        URI page = URI.create(endpoint + api + "/tree/" + commit + "?recursive=true&expand=false");
        while (page != null) {
            HttpResponse<InputStream> answer = send(page, 0);
            for (JsonNode node : read(answer, source)) {
                if (node.path("type").asText().equals("file")) {
                    files.add(RemoteFile.of(node));
                }
            }
            if (files.size() > MOST_FILES) {
                throw Problem.invalid("Too many files", source + " has more than " + MOST_FILES + " files");
            }
            page = next(page, answer);
        }
        return new Listing(commit, files);
    }

    private URI next(URI page, HttpResponse<InputStream> answer) {
        Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
        if (!link.find()) {
            return null;
        }
        URI next = page.resolve(link.group(1));
        if (!isHome(next)) {
            throw strange("sends the next page of its list elsewhere");
        }
        return next;
    }

    /** Asks for a file from a byte on; the caller reads status and body, and closes that. */
    HttpResponse<InputStream> open(RepositoryType type, HubReference source, String commit, String path, long from)
            throws IOException, InterruptedException {
        StringBuilder address = new StringBuilder(
                endpoint + (type == RepositoryType.MODEL ? "/" : "/datasets/") + source.name() + "/resolve/" + commit);
        for (String part : path.split("/", -1)) {
            address.append('/').append(segment(part));
        }
        return send(URI.create(address.toString()), from);
    }

    private HttpResponse<InputStream> send(URI first, long from) throws IOException, InterruptedException {
        URI address = first;
        for (int n = 0; n <= MOST_REDIRECTIONS; n++) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(address).timeout(silence).header("Accept-Encoding", "identity");
            if (isHome(address)) {
                token.ifPresent(word -> request.header("Authorization", "Bearer " + word));
            }
            if (from > 0) {
                request.header("Range", "bytes=" + from + "-");
            }
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            Optional<String> location = answer.headers().firstValue("Location");
            if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
                return answer;
            }
            answer.body().close();
            address = elsewhere(address, location.get());
        }
        throw strange("sends from one address to the next without end");
    }

    private URI elsewhere(URI from, String location) {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw strange("sends to an address that is none");
        }
        if (isHome(to)) {
            return to;
        }
        String host = Outside.host(to, "where the hub sends");
        if (endpoint.getScheme().equals("https") && !to.getScheme().equals("https")) {
            throw strange("sends to " + host + " without encryption");
        }
        if (!inside) {
            Outside.check(to, "where the hub sends");
        }
        return to;
    }

    /** Whether an address is of this hub: the same scheme, host and port. */
    private boolean isHome(URI address) {
        return endpoint.getScheme().equalsIgnoreCase(address.getScheme())
                && endpoint.getHost().equalsIgnoreCase(Objects.requireNonNullElse(address.getHost(), ""))
                && endpoint.getPort() == address.getPort();
    }

    private JsonNode json(URI address, HubReference source) throws IOException, InterruptedException {
        return read(send(address, 0), source);
    }

    private JsonNode read(HttpResponse<InputStream> answer, HubReference source) throws IOException {
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw refusal(answer.statusCode(), source.toString());
            }
            byte[] bytes = body.readNBytes((int) LARGEST_ANSWER + 1);
            if (bytes.length > LARGEST_ANSWER) {
                throw strange("answers with more than " + LARGEST_ANSWER + " bytes");
            }
            return Json.parse(bytes, "the answer of " + endpoint, JsonNode.class);
        }
    }

    /** What a hub's status means for who asked. Statuses that may pass are of kind UNAVAILABLE. */
    Problem refusal(int status, String what) {
        return switch (status) {
            case 401, 403 ->
                Problem.refused(
                        "Hub refuses",
                        endpoint + " does not let " + what + " be read (" + status + "): "
                                + (token.isPresent() ? "the token does not allow it" : "it may need a token")
                                + ", or its owner's consent");
            case 404 -> Problem.notFound("Not on the hub", endpoint + " has no " + what);
            case 429, 500, 502, 503, 504 -> Problem.unavailable("Hub busy", endpoint + " answers " + status, null);
            default -> strange("answers " + status + " for " + what);
        };
    }

    private Problem strange(String what) {
        return Problem.unavailable("Strange hub", endpoint + " " + what, null);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
