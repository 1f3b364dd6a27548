package aprendiz.inference.huggingface;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PipelinesTest extends ServiceTest {

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
        post("/models/acme/encoder/pipeline/fill-mask?revision=main", "{'inputs': 'a [MASK]'}")
                .statusCode(400)
                .body("error", containsString("feature-extraction"));
        post("/models/acme/encoder/pipeline/summarization", body)
                .statusCode(404)
                .body("error", containsString("'summarization'"));
        ask("acme/b--d", body).statusCode(400).body("error", containsString("'b--d'"));
    }

    @Test
    void refusesWhatItCannotRead() {
        ModelName model = classifier("strict");
        ask(model, "{\"inputs\": ").statusCode(400).body("error", containsString("the body"));
        ask(model, "").statusCode(400).body("error", containsString("the body: is empty"));
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
            assertThat(one.jsonPath().getString("error")).contains("1024 of 1024 waiting texts");
        });
        assertThat(responses.stream().filter(one -> one.statusCode() == 200))
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.jsonPath().getList("")).hasSize(256));
    }

    @Test
    void findsWhatStandsWhere() {
        ModelName model = model("entities", Task.TOKEN_CLASSIFICATION, "O", "PER"); // logits 1 and the token's place
        ask(model, "{\"inputs\": \"ab cd\"}")
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].keySet()", equalTo(Set.of("entity_group", "score", "word", "start", "end")))
                .body("[0].entity_group", equalTo("PER"))
                .body("[0].start", equalTo(1))
                .body("[0].end", equalTo(5))
                .body("[0].score.doubleValue()", closeTo(0.854810, 1e-5));
        String parameters = "'parameters': {'aggregation_strategy': 'none', 'ignore_labels': []}";
        post("/models/" + model, "{'inputs': ['ab', 'c'], " + parameters + "}")
                .statusCode(200)
                .body("", hasSize(2))
                .body("[0].entity", equalTo(List.of("O", "PER")))
                .body("[0].index", equalTo(List.of(1, 2)))
                .body("[1]", hasSize(1));
    }

    @Test
    void findsAnswers() {
        ModelName model = model("answers", Task.QUESTION_ANSWERING);
        String inputs = "'inputs': {'question': 'ab', 'context': 'cd 🛏 ef'}";
        post("/models/" + model, "{" + inputs + "}")
                .statusCode(200)
                .body("keySet()", equalTo(Set.of("answer", "score", "start", "end")))
                .body("end", equalTo(7)) // in code points
                .body("answer", endsWith("ef"));
        post("/models/" + model, "{" + inputs + ", 'parameters': {'top_k': 2}}").body("", hasSize(2));
        post("/models/" + model, "{'inputs': [{'question': 'a', 'context': 'b'}, {'question': 'a', 'context': 'c'}]}")
                .body("answer", equalTo(List.of("b", "c")));
        post("/models/" + model, "{'inputs': 'ab'}")
                .statusCode(400)
                .body("error", equalTo("inputs: must be an object, {...}"));
    }

    @Test
    void fillsMasksAndSaysWhereThereIsNone() {
        ModelName model = model("masks", Task.FILL_MASK); // logits 1, the token's place, and zeros
        post("/models/" + model, "{'inputs': 'a [MASK].'}")
                .statusCode(200)
                .body("", hasSize(5))
                .body("[0].keySet()", equalTo(Set.of("score", "token", "token_str", "sequence")))
                .body("[0].token", equalTo(1))
                .body("[0].token_str", equalTo("[UNK]"));
        post("/models/" + model, "{'inputs': '[MASK] [MASK]', 'parameters': {'top_k': 1, 'targets': 'b'}}")
                .body("", hasSize(2))
                .body("[1][0].token_str", equalTo("b"));
        post("/models/" + model, "{'inputs': ['a [MASK]', 'a']}")
                .statusCode(200)
                .body("[0]", hasSize(5))
                .body("[1].error", containsString("has no [MASK]"));
        post("/models/" + model, "{'inputs': 'a'}").statusCode(400).body("error", containsString("has no [MASK]"));
    }

    @Test
    void givesVectorsAndComparesThem() {
        ModelName model = model("vectors", Task.FEATURE_EXTRACTION); // a token's vector is 1, its place, 0, 0
        post("/models/" + model, "{'inputs': 'ab'}")
                .statusCode(200)
                .body("", equalTo(List.of(List.of(1f, 1.5f, 0f, 0f))));
        String pipeline = "/models/" + model + "/pipeline/feature-extraction";
        post(pipeline, "{'inputs': ['ab', 'c'], 'normalize': true, 'dimensions': 1}")
                .body("", equalTo(List.of(List.of(1f), List.of(1f))));
        post(pipeline, "{'inputs': 'ab', 'prompt_name': 'query'}")
                .statusCode(400)
                .body("error", containsString("'query'"));
        post(pipeline, "{'inputs': '" + "a".repeat(100) + "', 'truncate': false}")
                .statusCode(400)
                .body("error", containsString("64 tokens"));
        String sentences = "{'inputs': {'source_sentence': 'ab', 'sentences': ['ab', 'abcd']}}";
        post("/models/" + model, sentences).body("[0]", equalTo(1f)).body("", hasSize(2));
        post("/pipeline/sentence-similarity/" + model, sentences).body("[0]", equalTo(1f));
    }

    @Test
    void triesLabelsThatTheModelWasNotTaught() {
        ModelName model = model("entails", Task.TEXT_CLASSIFICATION, "entailment", "neutral", "contradiction");
        post("/models/" + model, "{'inputs': 'ab', 'parameters': {'candidate_labels': ['x', 'y']}}")
                .statusCode(200)
                .body("label", equalTo(List.of("x", "y")))
                .body("score", equalTo(List.of(0.5f, 0.5f)));
        post(
                        "/models/" + model + "/pipeline/zero-shot-classification",
                        "{'inputs': ['ab'], 'parameters': {'candidate_labels': 'x, y,z'}}")
                .body("[0].label", equalTo(List.of("x", "y", "z")));
        post(
                        "/models/" + classifier("teaches") + "/pipeline/zero-shot-classification",
                        "{'inputs': 'ab', 'parameters': {'candidate_labels': 'x'}}")
                .statusCode(400)
                .body("error", containsString("entail"));
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
