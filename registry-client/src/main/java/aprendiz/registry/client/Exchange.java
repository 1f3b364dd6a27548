package aprendiz.registry.client;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Has a registry import versions from elsewhere, and export them. */
public final class Exchange {

    /**
     * What shall be imported from another hub.
     *
     * @param source {@code hf:owner/name} or {@code hf:owner/name@revision}, by a hub that the registry's settings name
     * @param include patterns of the files that shall come; empty for what is usual
     * @param exclude patterns of the files that shall not
     */
    public record Wish(String source, List<String> include, List<String> exclude) {
        public Wish {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }
    }

    /** How far an import is: so many bytes of a file are there. */
    public record Step(String file, long done, long size) {}

    /** What a hub's token may be made of; anything else would be refused as a header, and shown. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private final Http http;

    Exchange(Http http) {
        this.http = http;
    }

    /**
     * Imports from another hub. An import that was cut short goes on where it stopped when it is asked for again.
     *
     * @param token the caller's own for that hub; null for none
     * @param steps told as it goes on
     */
    public Version importFrom(RepositoryType type, ModelName name, Wish wish, String token, Consumer<Step> steps) {
        if (token != null && !TOKEN.matcher(token).matches()) {
            throw Problem.invalid("Bad token", "the hub's token has characters that no token has");
        }
        try {
            HttpRequest.Builder request = http.request(Paths.imports(type, name))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(Json.MAPPER.writeValueAsString(wish)));
            if (token != null) {
                request.header("X-Hub-Token", token);
            }
            HttpResponse<InputStream> response = http.client()
                    .send(
                            request.timeout(http.patience().silence().multipliedBy(4))
                                    .build(),
                            BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                return response.statusCode() == 200 ? follow(lines, steps) : refused(response.statusCode(), lines);
            }
        } catch (IOException e) {
            throw http.away(e, "the import stopped; ask for it again to go on");
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Version follow(BufferedReader lines, Consumer<Step> steps) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode said = Json.MAPPER.readTree(line);
            if (said.has("version")) {
                return Json.MAPPER.treeToValue(said.get("version"), Version.class);
            }
            if (said.has("problem")) {
                JsonNode problem = said.get("problem");
                throw Answer.said(problem.path("status").asInt(500), problem.toString())
                        .problem();
            }
            steps.accept(new Step(
                    said.path("file").asText(),
                    said.path("done").asLong(),
                    said.path("size").asLong()));
        }
        throw new IOException("the answer ends early");
    }

    private static Version refused(int status, BufferedReader lines) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            body.append(line);
        }
        throw Answer.said(status, body.toString()).problem();
    }

    /** Imports a version from a zip archive: one that a registry has exported, or a folder that somebody packed. */
    public Version importArchive(RepositoryType type, ModelName name, Path archive) {
        return http.postFile(Paths.imports(type, name), archive, "application/zip", new TypeReference<Version>() {});
    }

    /** Writes a version as an archive that stands by itself. The file appears whole or not at all. */
    public void export(RepositoryType type, ModelName name, String revision, Path file) {
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try {
                HttpRequest request = http.request(Paths.archive(type, name, revision))
                        .timeout(http.patience().silence().multipliedBy(20))
                        .GET()
                        .build();
                HttpResponse<InputStream> response = http.client().send(request, BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() != 200) {
                        String said = new String(body.readNBytes(1 << 20), StandardCharsets.UTF_8);
                        throw Answer.said(response.statusCode(), said).problem();
                    }
                    Files.copy(body, part);
                }
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.UNAVAILABLE,
                    "Cannot export",
                    name + "@" + revision + " does not arrive whole at " + file + ": " + e,
                    List.of(),
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Problem interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return Problem.unavailable("Interrupted", "interrupted while speaking to the registry", e);
    }
}
