package aprendiz.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Json;
import aprendiz.registry.RegistryTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Says again what real clients said, as {@code src/test/clients/record.py} wrote it down, and looks for the same answers. */
@QuarkusTest
class HubReplayTest extends RegistryTest {

    private static final Pattern RUN = Pattern.compile("⟪(.{1,4}?)\\*([0-9]+)⟫");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Map<String, String> names = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "huggingface_hub-1.33.0",
                "huggingface_hub-1.33.0-without-xet",
                "huggingface_hub-2.4.0",
                "huggingface_hub-1.33.0-data",
                "transformers-5.23.0",
                "sentence-transformers-6.2.0",
                "huggingface.js-hub",
                "transformers.js"
            })
    void answersAsWhenItWasRecorded(String client) throws IOException, InterruptedException {
        names.put("{repo}", newName().toString());
        try (BufferedReader trace = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("traces/" + client + ".jsonl"), client),
                StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = trace.readLine(); line != null; line = trace.readLine()) {
                number++;
                replay(
                        client + ":" + number,
                        Json.parse(line.getBytes(StandardCharsets.UTF_8), client, JsonNode.class));
            }
            assertThat(number).isGreaterThan(3);
        }
    }

    private void replay(String place, JsonNode exchange) throws IOException, InterruptedException {
        String[] request = filled(exchange.get("request").asText()).split(" ", 2);
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(registry.toString().replaceAll("/$", "") + request[1]));
        exchange.get("headers")
                .properties()
                .forEach(header ->
                        builder.header(header.getKey(), header.getValue().asText()));
        JsonNode body = exchange.get("body");
        builder.method(
                request[0], body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(body.asText())));
        HttpResponse<byte[]> answer = http.send(builder.build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(
                        "%s: %s answers %s",
                        place, exchange.get("request"), new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(exchange.get("status").asInt());
        learn(answer);
        exchange.get("answer").properties().forEach(header -> {
            String found = answer.headers().firstValue(header.getKey()).orElse(null);
            assertThat(found).as("%s: header %s", place, header.getKey()).isNotNull();
            if (!header.getValue().asText().equals("*")) {
                assertThat(found)
                        .as("%s: header %s", place, header.getKey())
                        .isEqualTo(filled(header.getValue().asText()));
            }
        });
    }

    /** Commits and addresses for uploads are called by their order in the answers. */
    private void learn(HttpResponse<byte[]> answer) {
        answer.headers().firstValue("X-Repo-Commit").ifPresent(sha -> name("sha", sha));
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.contains("json") || answer.body().length == 0) {
            return;
        }
        JsonNode json = Json.parse(answer.body(), "answer", JsonNode.class);
        name("sha", json.path("sha").asText(null));
        name("sha", json.path("commitOid").asText(null));
        json.path("objects").forEach(object -> {
            String href = object.path("actions").path("upload").path("href").asText(null);
            name("upload", href == null ? null : href.replaceFirst("^https?://[^/]+", ""));
        });
    }

    private void name(String kind, String value) {
        if (value != null && !names.containsValue(value)) {
            long known = names.keySet().stream()
                    .filter(name -> name.startsWith("{" + kind))
                    .count();
            names.put("{" + kind + (known + 1) + "}", value);
        }
    }

    private String filled(String text) {
        String filled = RUN.matcher(text)
                .replaceAll(run -> Matcher.quoteReplacement(run.group(1).repeat(Integer.parseInt(run.group(2)))));
        for (Map.Entry<String, String> name : names.entrySet()) {
            filled = filled.replace(name.getKey(), name.getValue());
        }
        return filled;
    }
}
