package aprendiz.inference.openai;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import aprendiz.model.Task;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token's vector is 1, its place, 0, 0; the vector of a text is their mean, of length 1. */
@QuarkusTest
class EmbeddingsTest extends ServiceTest {

    private String named(String name) {
        return "'model': '" + model(name, Task.FEATURE_EXTRACTION) + "'";
    }

    @Test
    void answersInOpenAisWords() {
        String model = named("openai");
        post("/v1/embeddings", "{'input': ['ab', 'c'], 'user': 'me', " + model + "}")
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("model", equalTo("acme/openai"))
                .body("data", hasSize(2))
                .body("data.object", equalTo(List.of("embedding", "embedding")))
                .body("data.index", equalTo(List.of(0, 1)))
                .body("data[0].embedding[0].doubleValue()", closeTo(0.554700, 1e-6))
                .body("data[0].embedding[1].doubleValue()", closeTo(0.832050, 1e-6))
                .body("usage.prompt_tokens", equalTo(7))
                .body("usage.total_tokens", equalTo(7));
        post("/models/acme/openai/v1/embeddings", "{'input': [[9, 12], [9]], 'model': 'whatever'}")
                .statusCode(200)
                .body("usage.prompt_tokens", equalTo(7));
        post("/v1/embeddings", "{'input': 'ab', 'dimensions': 1, " + model + "}")
                .body("data[0].embedding", equalTo(List.of(1f)));
    }

    @Test
    void writesBase64WhereThatIsWanted() {
        String base64 = post("/v1/embeddings", "{'input': 'ab', 'encoding_format': 'base64', " + named("base64") + "}")
                .statusCode(200)
                .extract()
                .path("data[0].embedding");
        ByteBuffer floats = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(floats.remaining()).isEqualTo(16);
        assertThat(floats.getFloat()).isEqualTo(0.5547002f);
    }

    @Test
    void saysInOpenAisShapeWhatIsWrong() {
        String model = named("openai-wrong");
        post("/v1/embeddings", "{" + model + "}")
                .statusCode(400)
                .body("error.message", equalTo("input: is missing"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error", hasEntry("param", null));
        post("/v1/embeddings", "{'input': 'a', 'model': 'acme/not-there'}")
                .statusCode(404)
                .body("error.code", equalTo("model_not_found"));
        post("/v1/embeddings", "{'input': 'a', 'model': 'text-embedding-3-small'}")
                .statusCode(400)
                .body("error.message", containsString("namespace/name"));
        post("/v1/embeddings", "{'input': 'a', 'dimensions': 5, " + model + "}")
                .statusCode(400)
                .body("error.message", containsString("the model's vectors have 4"));
        post("/v1/embeddings", "{'input': '" + "a".repeat(63) + "', " + model + "}")
                .statusCode(400)
                .body("error.message", containsString("64 tokens"));
        post("/v1/embeddings", "{'input': 'a', 'model': '" + classifier("openai-labels") + "'}")
                .statusCode(400)
                .body("error.message", containsString("text-classification"));
    }

    @Test
    void listsWhatAnswers() {
        ModelName model = classifier("listed");
        given().get("/v1/models/" + model).then().statusCode(404).body("error.code", equalTo("model_not_found"));
        answering(model);
        ask(model + "?revision=1", "{\"inputs\": \"a\"}").statusCode(200);
        given().get("/v1/models")
                .then()
                .statusCode(200)
                .body("object", equalTo("list"))
                .body("data.id", hasItem("acme/listed"))
                .body("data.id", hasItem("acme/listed@1"));
        given().get("/v1/models/" + model)
                .then()
                .statusCode(200)
                .body("id", equalTo("acme/listed"))
                .body("object", equalTo("model"))
                .body("created", notNullValue())
                .body("owned_by", equalTo("acme"));
    }
}
