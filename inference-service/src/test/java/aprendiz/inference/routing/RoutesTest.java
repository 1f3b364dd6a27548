package aprendiz.inference.routing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RoutesTest extends ServiceTest {

    /** A champion, version 1, and a challenger, version 2. */
    private ModelName challenged(String name, String... labels) {
        ModelName model = classifier(name);
        answering(model);
        catalog.publish(model, labels);
        catalog.move(model, "challenger", 2);
        return model;
    }

    private static ValidatableResponse put(ModelName model, String route) {
        return given().contentType("application/json")
                .body(route)
                .put("/v1/routes/" + model)
                .then();
    }

    private static String answering(ModelName model, String key, String text) {
        return given().contentType("application/json")
                .header("X-Aprendiz-Key", key)
                .body("{\"inputs\": \"" + text + "\"}")
                .post("/models/" + model)
                .then()
                .statusCode(200)
                .extract()
                .header("X-Aprendiz-Version");
    }

    private static JsonPath route(ModelName model) {
        return given().get("/v1/routes/" + model).jsonPath();
    }

    @Test
    void aChallengerAnswersItsShareAndAKeyStaysWithIt() {
        ModelName model = challenged("canary", "bad", "good");
        put(model, "{\"shares\": {\"challenger\": 100}}").statusCode(200).body("model", equalTo("acme/canary"));
        await().until(() -> answering(model, "a", "Fine.").equals("acme/canary@2"));
        put(model, "{\"shares\": {\"challenger\": 50}}").statusCode(200);
        for (int i = 0; i < 20; i++) {
            String key = "user-" + i;
            String first = answering(model, key, "Fine.");
            assertThat(answering(model, key, "Fine.")).isEqualTo(first);
        }
        assertThat(ask(model + "?revision=1", "{\"inputs\": \"Fine.\"}")
                        .extract()
                        .header("X-Aprendiz-Version"))
                .as("who asks for a version gets it")
                .isEqualTo("acme/canary@1");
        given().delete("/v1/routes/" + model).then().statusCode(204);
        assertThat(answering(model)).isEqualTo("acme/canary@1");
        given().get("/v1/routes/" + model).then().statusCode(404).body("detail", containsString("no route"));
    }

    @Test
    void aChallengerThatFailsHarmsNobodyAndGivesItsShareBack() {
        ModelName model = challenged("failing", "failing", "good");
        put(model, "{\"shares\": {\"challenger\": 100}, \"guard\": {\"errors\": 0.1, \"slower\": 100, \"after\": 5}}")
                .statusCode(200);
        await().until(() -> answering(model, "a", "Fine.").equals("acme/failing@2"));
        for (int i = 0; i < 6; i++) {
            assertThat(answering(model, "a", "q")).isEqualTo("acme/failing@1");
        }
        assertThat(route(model).getString("returned.because")).contains("challenger failed");
        assertThat(answering(model, "a", "Fine.")).isEqualTo("acme/failing@1");
        put(model, "{\"shares\": {\"challenger\": 100}}").statusCode(200);
        assertThat(route(model).getString("returned")).as("a new try").isNull();
    }

    @Test
    void aShadowIsComparedAndNotAnswered() {
        ModelName model = challenged("shadowed", "good", "bad");
        put(model, "{\"shadow\": {\"alias\": \"challenger\", \"sample\": 1}}").statusCode(200);
        await().untilAsserted(() -> {
            assertThat(answering(model, "a", "Fine.")).isEqualTo("acme/shadowed@1");
            assertThat(route(model).getInt("shadow.inputs")).isPositive();
        });
        assertThat(route(model).getDouble("shadow.agreement"))
                .as("its labels are turned")
                .isZero();
        String metrics = given().get("/q/metrics").asString();
        assertThat(metrics).contains("aprendiz_inference_shadow_agreement_count{alias=\"challenger\"");
    }

    @Test
    void saysWhatIsWrongWithARoute() {
        put(classifier("unrouted"), "{\"shares\": {\"challenger\": 200}}")
                .statusCode(400)
                .body("detail", containsString("shares.challenger"));
        given().delete("/v1/routes/acme/unrouted").then().statusCode(404);
    }
}
