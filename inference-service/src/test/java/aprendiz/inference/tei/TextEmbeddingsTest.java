package aprendiz.inference.tei;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import aprendiz.model.Task;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token's vector is 1, its place, 0, 0; a text's logits are 1 and its tokens. */
@QuarkusTest
class TextEmbeddingsTest extends ServiceTest {

    private ValidatableResponse vectors(String route, String json) {
        ModelName model = ModelName.of("acme/tei");
        if (catalog.versions(model) == 0) {
            model("tei", Task.FEATURE_EXTRACTION);
        }
        return post("/models/" + model + "/" + route, json);
    }

    @Test
    void embedsTextsAndTokens() {
        List<List<Float>> vector = List.of(List.of(1f, 1.5f, 0f, 0f));
        vectors("embed", "{'inputs': 'ab', 'normalize': false}").statusCode(200).body("", equalTo(vector));
        vectors("embed", "{'inputs': [9, 12], 'normalize': false}").body("", equalTo(vector));
        vectors("embed", "{'inputs': [[9, 12], [2, 9, 12, 3]], 'normalize': false}")
                .body("[1]", equalTo(vector.getFirst()));
        vectors("embed", "{'inputs': ['ab', 'c']}") // of length 1 unless told otherwise
                .body("", hasSize(2))
                .body("[0][0].doubleValue()", closeTo(0.554700, 1e-6))
                .body("[0][1].doubleValue()", closeTo(0.832050, 1e-6));
        vectors("embed_all", "{'inputs': 'ab'}")
                .body("[0]", hasSize(4))
                .body("[0][3]", equalTo(List.of(1f, 3f, 0f, 0f)));
    }

    @Test
    void cutsWhatIsTooLongWhereItIsTold() {
        String letters = "ab".repeat(40); // 80 tokens, of which 62 have room
        vectors("embed", "{'inputs': '" + letters + "', 'normalize': false}").body("[0][1]", equalTo(31.5f));
        vectors("embed", "{'inputs': '" + letters + "', 'truncation_direction': 'Left'}")
                .statusCode(200);
        vectors("embed", "{'inputs': '" + letters + "', 'truncate': false}")
                .statusCode(422)
                .body("error_type", equalTo("Validation"))
                .body("error", containsString("more than the 64 tokens"));
        vectors("embed", "{'inputs': [" + "9,".repeat(70) + "9], 'truncate': false}")
                .statusCode(422);
    }

    @Test
    void classifiesAsManyAsAreAsked() {
        String path = "/models/" + classifier("tei-labels") + "/predict";
        post(path, "{'inputs': 'abc', 'raw_scores': true}")
                .statusCode(200)
                .body("label", equalTo(List.of("good", "bad")))
                .body("score", equalTo(List.of(3f, 1f)));
        post(path, "{'inputs': ['a', 'b'], 'raw_scores': true}").body("label", hasSize(2)); // two that belong together
        post(path, "{'inputs': [['a'], ['a', 'b']], 'raw_scores': true}")
                .body("", hasSize(2))
                .body("[1][0].score", equalTo(3f)); // [SEP] between them counts
        post(path, "{'inputs': ['a', 'b', 'c']}").statusCode(422).body("error", containsString("[[...], [...]]"));
    }

    @Test
    void ranksTextsByHowWellTheyAnswer() {
        ModelName model = model("tei-ranks", Task.TEXT_CLASSIFICATION, "LABEL_0");
        post("/models/" + model + "/rerank", "{'query': 'a', 'texts': ['b', 'c'], 'return_text': true}")
                .statusCode(200)
                .body("index", equalTo(List.of(0, 1)))
                .body("text", equalTo(List.of("b", "c")))
                .body("score[0].doubleValue()", closeTo(0.731058, 1e-6));
        post("/models/" + classifier("tei-two") + "/rerank", "{'query': 'a', 'texts': ['b']}")
                .statusCode(422)
                .body("error", containsString("this model has 2 labels"));
    }

    @Test
    void comparesTokenizesAndDecodes() {
        vectors("similarity", "{'inputs': {'source_sentence': 'ab', 'sentences': ['ab', 'abc']}}")
                .statusCode(200)
                .body("[0]", equalTo(1f));
        vectors("tokenize", "{'inputs': '🛏 ab'}")
                .statusCode(200)
                .body("[0].id", equalTo(List.of(2, 1, 9, 12, 3)))
                .body("[0][0].text", equalTo("[CLS]"))
                .body("[0][0].special", equalTo(true))
                .body("[0][0].start", nullValue())
                .body("[0][3].text", equalTo("b"))
                .body("[0][3].start", equalTo(3))
                .body("[0][3].stop", equalTo(4));
        vectors("tokenize", "{'inputs': ['" + "a ".repeat(200) + "'], 'add_special_tokens': false}")
                .body("[0]", hasSize(200));
        vectors("decode", "{'ids': [2, 9, 12, 3]}").statusCode(200).body("", equalTo(List.of("ab")));
        vectors("decode", "{'ids': [[2, 9, 3], [9]], 'skip_special_tokens': false}")
                .body("", equalTo(List.of("[CLS] a [SEP]", "a")));
        vectors("decode", "{'ids': [999]}").statusCode(422).body("error", containsString("no token 999"));
    }

    @Test
    void saysWhatAModelIs() {
        vectors("embed", "{'inputs': 'a'}");
        given().get("/models/acme/tei/info")
                .then()
                .statusCode(200)
                .body("model_id", equalTo("acme/tei"))
                .body("model_sha", notNullValue())
                .body("model_type.embedding.pooling", equalTo("mean"))
                .body("max_input_length", equalTo(64))
                .body("max_client_batch_size", equalTo(256));
        given().get("/info?model=" + classifier("tei-info"))
                .then()
                .body("model_type.classifier.id2label.'1'", equalTo("good"));
        given().get("/health").then().statusCode(200);
    }

    @Test
    void asksTheModelThatTheBodyNamesWhereThePathNamesNone() {
        vectors("embed", "{'inputs': 'a'}");
        post("/embed", "{'inputs': 'ab', 'model': 'acme/tei', 'normalize': false}")
                .body("[0][1]", equalTo(1.5f));
        post("/embed", "{'inputs': 'ab', 'model': 'acme/tei@1', 'normalize': false}")
                .body("[0][1]", equalTo(1.5f));
        post("/embed", "{'inputs': 'ab'}").statusCode(422).body("error", containsString("aprendiz.inference.model"));
        post("/embed", "{'inputs': 'ab', 'model': 'acme/not-there'}").statusCode(404);
        post("/embed", "{'inputs': [], 'model': 'acme/tei'}").statusCode(400).body("error_type", equalTo("Empty"));
        post("/embed", "{'inputs': ['" + "a','".repeat(256) + "a'], 'model': 'acme/tei'}")
                .statusCode(413);
    }
}
