package aprendiz.inference;

import static io.restassured.RestAssured.given;

import aprendiz.inference.serving.FakeCatalog;
import aprendiz.local.TestInfrastructure;
import aprendiz.model.ModelName;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.ValidatableResponse;

/** What the tests of the running service share: a real database and broker, a registry and a backend that are fakes. */
@QuarkusTestResource(TestInfrastructure.class)
@QuarkusTestResource(RegistryServer.class)
public abstract class ServiceTest {

    protected FakeCatalog catalog;

    /** A model with one version, which champion stands for. */
    protected ModelName classifier(String name) {
        ModelName model = ModelName.of("acme/" + name);
        catalog.publish(model, "bad", "good");
        catalog.move(model, "champion", 1);
        return model;
    }

    protected static ValidatableResponse ask(Object model, String body) {
        return given().contentType("application/json")
                .body(body)
                .urlEncodingEnabled(false)
                .post("/models/" + model)
                .then();
    }

    /** The version that answers, {@code namespace/name@number}. */
    protected static String answering(ModelName model) {
        return ask(model, "{\"inputs\": \"Fine.\"}").statusCode(200).extract().header("X-Aprendiz-Version");
    }
}
