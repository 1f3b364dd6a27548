package aprendiz.inference.openinference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import aprendiz.model.Task;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenInferenceTest extends ServiceTest {

    private static final String TEXTS =
            "'inputs': [{'name': 'text', 'datatype': 'BYTES', 'shape': [2], 'data': ['a', 'abc']}]";

    private static ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false).get(path).then().contentType("application/json");
    }

    @Test
    void saysWhatItIsAndHowItIs() {
        get("/v2")
                .statusCode(200)
                .body("name", equalTo("aprendiz"))
                .body("version", notNullValue())
                .body("extensions", hasItems("binary_tensor_data", "model_repository", "statistics"));
        get("/v2/health/live").statusCode(200).body("live", equalTo(true));
        get("/v2/health/ready").statusCode(200).body("ready", equalTo(true));
    }

    @Test
    void saysWhetherAModelIsReady() {
        ModelName model = classifier("ready");
        get("/v2/models/acme%2Fready/ready").statusCode(404).body("error", containsString("is not loaded"));
        answering(model);
        get("/v2/models/acme%2Fready/ready")
                .statusCode(200)
                .body("name", equalTo("acme/ready"))
                .body("ready", equalTo(true));
        get("/v2/models/acme/ready/ready").statusCode(200).body("ready", equalTo(true));
        get("/v2/models/acme--ready/ready").statusCode(200).body("name", equalTo("acme--ready"));
        get("/v2/models/acme/ready/versions/champion/ready").statusCode(200);
        get("/v2/models/acme--ready/versions/champion/ready").statusCode(200);
        get("/v2/models/acme%2Fready/versions/2/ready").statusCode(404);
        get("/v2/models/ready/ready").statusCode(400).body("error", containsString("namespace/name"));
    }

    @Test
    void saysWhatAModelTakesAndGives() {
        ModelName model = classifier("described");
        catalog.publish(model, "bad", "middling", "good");
        get("/v2/models/" + model)
                .statusCode(200)
                .body("name", equalTo("acme/described"))
                .body("versions", equalTo(List.of("1")))
                .body("platform", notNullValue())
                .body(
                        "inputs.name",
                        equalTo(List.of("text", "text_pair", "input_ids", "attention_mask", "token_type_ids")))
                .body("inputs[0].datatype", equalTo("BYTES"))
                .body("inputs[2].shape", equalTo(List.of(-1, -1)))
                .body("outputs.find { it.name == 'logits' }.shape", equalTo(List.of(-1, 2)))
                .body("properties.task", equalTo("text-classification"));
        get("/v2/models/acme--described/versions/2")
                .body("versions", equalTo(List.of("2")))
                .body("outputs.find { it.name == 'logits' }.shape", equalTo(List.of(-1, 3)));
        get("/v2/models/acme/described/versions/2/config")
                .body("max_batch_size", equalTo(256))
                .body("input[0].data_type", equalTo("TYPE_STRING"))
                .body("output.find { it.name == 'logits' }.dims", equalTo(List.of(3)));
        get("/v2/models/acme/not-there").statusCode(404).body("error", containsString("acme/not-there"));
    }

    @Test
    void answersTextsAsThePipelinesDo() {
        ModelName model = classifier("texts-in"); // logits 1 for the version, and the length
        post("/v2/models/" + model + "/infer", "{'id': '42', " + TEXTS + "}")
                .statusCode(200)
                .body("model_name", equalTo("acme/texts-in"))
                .body("model_version", equalTo("1"))
                .body("id", equalTo("42"))
                .body("outputs.name", equalTo(List.of("answer", "label", "scores")))
                .body("outputs[0].shape", equalTo(List.of(2)))
                .body(
                        "outputs[0].data[1]",
                        equalTo("[{\"label\":\"good\",\"score\":0.8807970881462097},"
                                + "{\"label\":\"bad\",\"score\":0.11920291930437088}]"))
                .body("outputs[1].data", equalTo(List.of("bad", "good")))
                .body("outputs[2].shape", equalTo(List.of(2, 2)))
                .body("outputs[2].data", equalTo(List.of(0.5f, 0.5f, 0.11920292f, 0.8807971f)));
        String wishes = ", 'parameters': {'top_k': 1, 'function_to_apply': 'none'}, 'outputs': [{'name': 'answer'},"
                + " {'name': 'scores', 'parameters': {'classification': 1}}]}";
        post("/v2/models/acme--texts-in/versions/1/infer", "{" + TEXTS + wishes)
                .statusCode(200)
                .body("outputs[0].data[1]", equalTo("[{\"label\":\"good\",\"score\":3.0}]"))
                .body("outputs[1].datatype", equalTo("BYTES"))
                .body("outputs[1].shape", equalTo(List.of(2, 1)))
                .body("outputs[1].data", equalTo(List.of("1.0:0:bad", "3.0:1:good")));
    }

    @Test
    void answersTokensWithWhatTheNetworkSays() {
        ModelName model = classifier("tokens-in");
        String ids =
                "{'name': 'input_ids', 'datatype': 'INT64', 'shape': [2, 4], 'data': [[2, 9, 10, 3], [2, 9, 3, 0]]}";
        String mask = "{'name': 'attention_mask', 'datatype': 'BOOL', 'shape': [2, 4],"
                + " 'data': [true, true, true, true, true, true, true, false]}";
        post("/v2/models/" + model + "/infer", "{'inputs': [" + ids + ", " + mask + "]}")
                .statusCode(200)
                .body("outputs.name", equalTo(List.of("logits")))
                .body("outputs[0].shape", equalTo(List.of(2, 2)))
                .body("outputs[0].data", equalTo(List.of(1f, 2f, 1f, 1f)));
        ModelName tags = model("tokens-tagged", Task.TOKEN_CLASSIFICATION, "O", "PER");
        post("/v2/models/" + tags + "/infer", "{'inputs': [" + ids + ", " + mask + "]}")
                .body("outputs[0].shape", equalTo(List.of(2, 4, 2)))
                .body("outputs[0].data[14, 15]", equalTo(List.of(0f, 0f))); // behind the end of the text
        ModelName vectors = model("tokens-embedded", Task.FEATURE_EXTRACTION);
        post("/v2/models/" + vectors + "/infer", "{'inputs': [" + ids + "]}")
                .body("outputs.name", equalTo(List.of("sentence_embedding", "last_hidden_state")))
                .body("outputs[0].data[0, 1]", equalTo(List.of(1f, 1.5f)))
                .body("outputs[1].shape", equalTo(List.of(2, 4, 4)));
        ModelName answers = model("tokens-asked", Task.QUESTION_ANSWERING);
        post("/v2/models/" + answers + "/infer", "{'inputs': [" + ids + "]}")
                .body("outputs.name", equalTo(List.of("start_logits", "end_logits")))
                .body("outputs[1].data", equalTo(List.of(0f, 1f, 2f, 3f, 0f, 1f, 2f, 3f)));
    }

    @Test
    void answersQuestionsAndVectorsOfTexts() {
        ModelName answers = model("asked", Task.QUESTION_ANSWERING);
        String question = "{'name': 'question', 'datatype': 'BYTES', 'shape': [1, 1], 'data': ['a']}";
        String context = "{'name': 'context', 'datatype': 'BYTES', 'shape': [1, 1], 'data': ['b']}";
        post("/v2/models/" + answers + "/infer", "{'inputs': [" + question + ", " + context + "]}")
                .statusCode(200)
                .body("outputs[0].shape", equalTo(List.of(1, 1)))
                .body("outputs[0].data[0]", containsString("\"answer\":\"b\""));
        ModelName vectors = model("embedded", Task.FEATURE_EXTRACTION);
        post("/v2/models/" + vectors + "/infer", "{" + TEXTS + "}")
                .body("outputs.name", equalTo(List.of("sentence_embedding")))
                .body("outputs[0].shape", equalTo(List.of(2, 4)))
                .body("outputs[0].data[0, 1]", equalTo(List.of(1f, 1f)));
    }

    @Test
    void takesAndGivesRawData() {
        ModelName model = classifier("raw");
        String json =
                "{'inputs': [{'name': 'text', 'datatype': 'BYTES', 'shape': [1], 'parameters': {'binary_data_size': 7}}],"
                        + " 'outputs': [{'name': 'scores', 'parameters': {'binary_data': true}}, {'name': 'label'}]}";
        Response response = given().contentType("application/octet-stream")
                .header("Inference-Header-Content-Length", json.length())
                .body((json.replace('\'', '"') + "\3\0\0\0abc").getBytes(StandardCharsets.UTF_8))
                .post("/v2/models/" + model + "/infer");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("application/octet-stream");
        byte[] body = response.asByteArray();
        int length = Integer.parseInt(response.header("Inference-Header-Content-Length"));
        assertThat(new String(body, 0, length, StandardCharsets.UTF_8))
                .contains("\"binary_data_size\":8")
                .contains("\"data\":[\"good\"]");
        ByteBuffer scores =
                ByteBuffer.wrap(Arrays.copyOfRange(body, length, body.length)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(scores.getFloat()).isEqualTo(0.11920292f);
        assertThat(scores.getFloat()).isEqualTo(0.8807971f);
        assertThat(scores.hasRemaining()).isFalse();
    }

    @Test
    void saysInItsOwnShapeWhatIsWrong() {
        String path = "/v2/models/" + classifier("wrong") + "/infer";
        post(path, "{").statusCode(400).body("error", containsString("the body:1"));
        post(path, "{" + TEXTS + ", 'outputs': [{'name': 'x'}]}")
                .statusCode(400)
                .body("error", equalTo("outputs: there is no x for these inputs; there are [answer, label, scores]"));
        post(path, "{" + TEXTS.replace("'text'", "'texts'") + "}").body("error", containsString("there is no texts"));
        post(path, "{" + TEXTS + ", 'parameters': {'top': 1}}").body("error", containsString("parameters.top"));
        String tokens = "{'inputs': [{'name': 'input_ids', 'datatype': 'INT64', 'shape': %s, 'data': %s}%s]}";
        post(path, tokens.formatted("[3]", "[2, 9, 3]", "")).body("error", containsString("[texts, tokens] is needed"));
        post(path, tokens.formatted("[1, 3]", "[2, 999, 3]", "")).body("error", containsString("token 999"));
        post(path, tokens.formatted("[1, 65]", "[" + "9,".repeat(64) + "9]", ""))
                .body("error", containsString("the model takes at most 64"));
        String mask = ", {'name': 'attention_mask', 'datatype': 'FP32', 'shape': [1, 3], 'data': %s}";
        post(path, tokens.formatted("[1, 3]", "[2, 9, 3]", mask.formatted("[0, 1, 1]")))
                .body("error", containsString("ones and then zeros"));
        post(path, tokens.formatted("[1, 3]", "[2, 9, 3]", mask.formatted("[1, 0.5, 1]")))
                .body("error", containsString("0.5 is not a whole number"));
        post("/v2/models/acme/not-there/infer", "{" + TEXTS + "}")
                .statusCode(404)
                .body("error", notNullValue());
        post(path.replace("/infer", "/versions/7/infer"), "{" + TEXTS + "}").statusCode(404);
    }

    @Test
    void loadsAndUnloadsAndKeepsCount() {
        ModelName model = classifier("kept");
        post("/v2/repository/models/" + model + "/load", "").statusCode(200);
        given().post("/v2/repository/index")
                .then()
                .statusCode(200)
                .body("find { it.name == 'acme/kept' }.state", equalTo("READY"))
                .body("find { it.name == 'acme/kept' }.version", equalTo("1"));
        post("/v2/models/" + model + "/infer", "{" + TEXTS + "}").statusCode(200);
        post("/v2/models/" + model + "/infer", "{" + TEXTS.replace("'text'", "'texts'") + "}")
                .statusCode(400);
        get("/v2/models/acme--kept/stats")
                .statusCode(200)
                .body("model_stats", hasSize(1))
                .body("model_stats[0].version", equalTo("1"))
                .body("model_stats[0].inference_count", equalTo(2))
                .body("model_stats[0].execution_count", greaterThan(0))
                .body("model_stats[0].inference_stats.success.count", equalTo(1))
                .body("model_stats[0].inference_stats.fail.count", equalTo(1))
                .body("model_stats[0].inference_stats.compute_infer.ns", greaterThan(0));
        get("/v2/models/stats").body("model_stats.name", hasItem("acme/kept"));
        post("/v2/repository/models/acme--kept/unload", "{'parameters': {'unload_dependents': true}}")
                .statusCode(200);
        post("/v2/repository/index", "{'ready': true}").body("findAll { it.name == 'acme/kept' }", hasSize(0));
        post("/v2/repository/models/" + model + "/unload", "").statusCode(404);
        post("/v2/repository/models/" + model + "/load", "{'parameters': {'config': '{}'}}")
                .statusCode(400)
                .body("error", containsString("[config]"));
    }
}
