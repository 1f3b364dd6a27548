package aprendiz.inference;

import static io.restassured.RestAssured.given;

import aprendiz.inference.serving.FakeCatalog;
import aprendiz.local.TestInfrastructure;
import aprendiz.model.ModelName;
import aprendiz.model.Task;
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

    /** The same for any task. */
    protected ModelName model(String name, Task task, String... labels) {
        ModelName model = ModelName.of("acme/" + name);
        catalog.publish(model, task, labels);
        catalog.move(model, "champion", 1);
        return model;
    }

    /** JSON in the test's words: {@code '} for {@code "}. */
    protected static ValidatableResponse post(String path, String json) {
        return given().contentType("application/json")
                .body(json.replace('\'', '"'))
                .urlEncodingEnabled(false)
                .post(path)
                .then();
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
