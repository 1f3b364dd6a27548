package aprendiz.inference.huggingface;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import aprendiz.model.Task;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TextClassificationTest extends ServiceTest {

    @TestHTTPResource("/models/")
    URI address;

    @Test
    void answersAListForOneText() {
        ModelName model = classifier("one-text");
        given().config(RestAssuredConfig.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .contentType("application/json")
                .body("{\"inputs\": \"Hi\"}") // logits 1 for the version, 2 for the length
                .post("/models/" + model)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("X-Aprendiz-Version", "acme/one-text@1")
                .header("X-Repo-Commit", catalog.version(model, "1").commit())
                .header("X-Compute-Time", matchesPattern("\\d+\\.\\d{4}"))
                .body("", hasSize(1))
                .body("[0]", hasSize(2))
                .body("[0][0].label", equalTo("good"))
                .body("[0][0].score", closeTo(0.731058, 1e-5))
                .body("[0][1].label", equalTo("bad"))
                .body("[0][1].score", closeTo(0.268941, 1e-5));
    }

    @Test
    void answersAListForEachText() {
        ask(
                        classifier("texts"),
                        "{\"inputs\": [\"\\u00e1\", \"Splendid\"], \"parameters\": {\"function_to_apply\": \"none\"}}")
                .statusCode(200)
                .body("", hasSize(2))
                .body("[0].score", equalTo(List.of(1f, 1f)))
                .body("[1].score", equalTo(List.of(8f, 1f)));
    }

    @Test
    void answersTheBestOnlyWhenAsked() {
        ask(classifier("best"), "{\"inputs\": \"Splendid\", \"parameters\": {\"top_k\": 1}}")
                .statusCode(200)
                .body("[0]", hasSize(1))
                .body("[0][0].label", equalTo("good"));
        ask("acme/best", "{\"inputs\": \"Splendid\", \"parameters\": {\"top_k\": 99}}")
                .body("[0]", hasSize(2));
    }

    @Test
    void aRevisionIsAnAliasANumberOrACommit() {
        ModelName model = classifier("revisions");
        String second = catalog.publish(model, "bad", "good").commit();
        String body = "{\"inputs\": \"Fine.\"}";
        ask(model + "?revision=champion", body).header("X-Aprendiz-Version", "acme/revisions@1");
        ask(model + "?revision=2", body).header("X-Aprendiz-Version", "acme/revisions@2");
        ask(model + "?revision=" + second, body).header("X-Aprendiz-Version", "acme/revisions@2");
        ask(model + "?revision=main", body).header("X-Aprendiz-Version", "acme/revisions@2");
    }

    @Test
    void saysWhatIsNotThere() {
        ModelName model = classifier("there");
        catalog.publish(ModelName.of("acme/encoder"), Task.FEATURE_EXTRACTION);
        String body = "{\"inputs\": \"Fine.\"}";
        ask("acme/not-there", body).statusCode(404).body("error", containsString("acme/not-there"));
        ask(model + "?revision=challenger", body).statusCode(404).body("error", containsString("challenger"));
        ask(model + "?revision=..%2F..", body).statusCode(404).body("error", containsString("no alias"));
        ask("acme/encoder?revision=main", body).statusCode(400).body("error", containsString("feature-extraction"));
        ask("acme/b--d", body).statusCode(400).body("error", containsString("'b--d'"));
    }

    @Test
    void refusesWhatItCannotRead() {
        ModelName model = classifier("strict");
        ask(model, "{\"inputs\": ").statusCode(400).body("error", containsString("not JSON"));
        ask(model, "").statusCode(400).body("error", containsString("inputs"));
        ask(model, "{\"inputs\": []}").statusCode(400).body("error", containsString("inputs"));
        ask(model, "{\"inputs\": {\"text\": 1}}").statusCode(400).body("error", containsString("inputs"));
        post(model, ("{\"inputs\": " + "[".repeat(50_000)).getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("error", containsString("nesting"));
        post(model, "{\"inputs\": \"habitación\"}".getBytes(StandardCharsets.ISO_8859_1))
                .statusCode(400)
                .body("error", containsString("UTF-8"));
    }

    @Test
    void readsJsonWhateverItIsCalled() {
        given().contentType("application/x-www-form-urlencoded")
                .body("{\"inputs\": \"Fine.\"}")
                .post("/models/" + classifier("curl"))
                .then()
                .statusCode(200);
    }

    @Test
    void refusesWhatIsTooLarge() {
        ModelName model = classifier("large");
        post(model, text(10_000_000)).statusCode(413).body("error", containsString("1048576 bytes"));
        String texts = "\"x\",".repeat(256) + "\"x\"";
        ask(model, "{\"inputs\": [" + texts + "]}").statusCode(413).body("error", containsString("257 texts"));
        post(model, text(1_000_000)).statusCode(200);
    }

    @Test
    void refusesABodyWithoutEndAtItsLimit() throws Exception {
        ModelName model = classifier("endless");
        HttpRequest request = HttpRequest.newBuilder(address.resolve(model.toString()))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text(10_000_000))))
                .build(); // no length is said: it comes in chunks
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("1048576 bytes");
        }
        assertThat(answering(model)).isEqualTo("acme/endless@1");
    }

    private static byte[] text(int length) {
        return ("{\"inputs\": \"" + "x".repeat(length) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    /** As bytes, which the test's client does not try to print. */
    private static ValidatableResponse post(ModelName model, byte[] body) {
        return given().contentType("application/octet-stream")
                .body(body)
                .post("/models/" + model)
                .then();
    }

    @Test
    void saysEarlyThatItIsBusyAndAdmitsAllOrNone() throws Exception {
        ModelName model = classifier("busy");
        answering(model);
        String body = "{\"inputs\": [" + "\"slow\",".repeat(255) + "\"slow\"]}"; // 32 batches of 50 ms
        List<Response> responses = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Response> client =
                    () -> given().contentType("application/json").body(body).post("/models/" + model);
            for (Future<Response> one : clients.invokeAll(
                    IntStream.range(0, 12).mapToObj(i -> client).toList())) {
                responses.add(one.get());
            }
        }
        List<Response> refused =
                responses.stream().filter(one -> one.statusCode() == 429).toList();
        assertThat(refused).hasSize(8).allSatisfy(one -> {
            assertThat(one.header("Retry-After")).matches("[1-9]|[1-2]\\d");
            assertThat(one.time()).as("milliseconds").isLessThan(1000);
            assertThat(one.jsonPath().getString("error")).contains("1024 of 1024 waiting texts");
        });
        assertThat(responses.stream().filter(one -> one.statusCode() == 200))
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.jsonPath().getList("")).hasSize(256));
    }

    @Test
    void countsRequestsByModelAndVersion() {
        ModelName model = classifier("counted");
        answering(model);
        String metrics =
                given().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics)
                .contains(
                        "aprendiz_inference_requests_seconds_count{model=\"acme/counted\",status=\"200\",version=\"1\"}")
                .contains("aprendiz_inference_batch_texts_count{model=\"acme/counted\",version=\"1\"}")
                .contains("aprendiz_inference_queue_texts ");
    }
}
