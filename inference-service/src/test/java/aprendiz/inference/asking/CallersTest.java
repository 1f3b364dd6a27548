package aprendiz.inference.asking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CallersTest extends ServiceTest {

    private static ValidatableResponse ask(ModelName model, String timeout, String text) {
        return given().contentType("application/json")
                .header(Callers.TIMEOUT, timeout)
                .header(Callers.PRIORITY, "u=1, i")
                .body("{\"inputs\": \"" + text + "\"}")
                .post("/models/" + model)
                .then();
    }

    @Test
    void saysWhatAnsweredAndWhatItTook() {
        ModelName model = classifier("timed");
        var headers = ask(model, "20000", "Fine.").statusCode(200).extract().headers();
        assertThat(headers.getValue("X-Aprendiz-Variant")).isEqualTo("plain");
        assertThat(headers.getValue("X-Compute-Tokens")).isEqualTo("7"); // f i n e . and the special ones
        assertThat(headers.getValue("X-Queue-Time")).matches("\\d+");
        assertThat(headers.getValue("X-Inference-Time")).matches("\\d+");
    }

    @Test
    void waitsNoLongerThanItsCaller() {
        ModelName model = classifier("hasty");
        answering(model);
        ask(model, "20", "slow").statusCode(503).body("error", containsString("did not answer within"));
        ask(model, "soon", "Fine.").statusCode(400).body("error", containsString(Callers.TIMEOUT));
    }
}
