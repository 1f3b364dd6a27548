package aprendiz.inference.openinference;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenInferenceTest extends ServiceTest {

    private static ValidatableResponse get(String path) {
        return given().urlEncodingEnabled(false).get(path).then().contentType("application/json");
    }

    @Test
    void saysWhatItIsAndHowItIs() {
        get("/v2")
                .statusCode(200)
                .body("name", equalTo("aprendiz"))
                .body("version", notNullValue())
                .body("extensions", empty());
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
        get("/v2/models/acme/ready/versions/champion/ready").statusCode(200);
        get("/v2/models/acme%2Fready/versions/2/ready").statusCode(404);
        get("/v2/models/ready/ready").statusCode(400).body("error", containsString("namespace/name"));
    }
}
