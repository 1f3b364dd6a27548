package aprendiz.inference.asking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** The logits of the fake are 1 and the number of letters, so that every letter speaks for the second label. */
@QuarkusTest
class ExplanationTest extends ServiceTest {

    private static ValidatableResponse explain(ModelName model, String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/v1/models/" + model + "/explanation")
                .then();
    }

    private static double good(int letters) {
        return 1 / (1 + Math.exp(1 - letters));
    }

    @Test
    void saysHowMuchTheScoreFallsWithoutEachWord() {
        JsonPath answer = explain(classifier("explained"), "{\"text\": \"\\ud83d\\ude00 Hi you\"}")
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getString("label")).isEqualTo("good");
        assertThat(answer.getDouble("score")).isCloseTo(good(6), within(1e-5)); // the emoji is one unknown token
        assertThat(answer.getList("words.word")).containsExactly("\ud83d\ude00", "Hi", "you");
        assertThat(answer.getList("words.start")).containsExactly(0, 2, 5);
        assertThat(answer.getList("words.end")).containsExactly(1, 4, 8);
        assertThat(answer.getDouble("words[1].weight")).isCloseTo(good(6) - good(4), within(1e-5));
        assertThat(answer.getDouble("words[2].weight")).isCloseTo(good(6) - good(3), within(1e-5));
    }

    @Test
    void explainsTheLabelThatIsAskedFor() {
        ModelName model = classifier("explained-label");
        JsonPath answer = explain(model, "{\"text\": \"Hi\", \"label\": \"bad\"}")
                .extract()
                .jsonPath();
        assertThat(answer.getString("label")).isEqualTo("bad");
        assertThat(answer.getDouble("words[0].weight")).isNegative();
        explain(model, "{\"text\": \"Hi\", \"label\": \"ugly\"}")
                .statusCode(400)
                .body("detail", containsString("'ugly' is not one of [bad, good]"));
        explain(model, "{}").statusCode(400).body("detail", containsString("text: is missing"));
    }
}
