package aprendiz.registry.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import aprendiz.model.Digest;
import aprendiz.registry.RegistryTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AccessTest.Tokens.class)
public class AccessTest extends RegistryTest {

    /** A registry that asks for tokens, and signs what is published. */
    public static final class Tokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String prefix = "aprendiz.registry.access.";
            return Map.of(
                    prefix + "anonymous",
                    "read",
                    prefix + "tokens.ana.sha256",
                    sha256("hf_ana"),
                    prefix + "tokens.ana.role",
                    "write",
                    prefix + "tokens.ana.namespaces",
                    "acme",
                    prefix + "tokens.luis.sha256",
                    sha256("hf_luis"),
                    prefix + "tokens.eva.sha256",
                    sha256("hf_eva"),
                    prefix + "tokens.eva.role",
                    "write",
                    prefix + "tokens.eva.namespaces",
                    "other",
                    "aprendiz.registry.webhooks.private-targets",
                    "false",
                    "aprendiz.registry.signing.key",
                    "src/test/resources/aprendiz/registry/signing/key.pem");
        }

        private static String sha256(String token) {
            return Digest.of(token.getBytes(StandardCharsets.UTF_8)).hex();
        }
    }

    @Test
    void anUnknownTokenIsSaidSoAsClientsKnowIt() {
        given().header("Authorization", "Bearer hf_wrong")
                .get("/api/models")
                .then()
                .statusCode(401)
                .header("X-Error-Message", "Invalid credentials in Authorization header");
        given().get("/api/whoami-v2").then().statusCode(401);
        given().header("Authorization", "Bearer hf_ana")
                .get("/api/whoami-v2")
                .then()
                .body("name", equalTo("ana"))
                .body("auth.accessToken.role", equalTo("write"));
    }

    @Test
    void writingNeedsATokenForTheNamespace() {
        create("hf_luis", "acme/thing").then().statusCode(403).header("X-Error-Message", containsString("luis"));
        create("hf_ana", "other/thing").then().statusCode(403);
        create("hf_ana", "acme/thing").then().statusCode(200);
        given().contentType("application/json")
                .body("{\"name\":\"acme/none\"}")
                .post("/api/repos/create")
                .then()
                .statusCode(401);
        given().get("/v1/models").then().statusCode(401);
        given().header("Authorization", "Bearer hf_luis")
                .get("/v1/models")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsClosedIsNotThereForStrangers() {
        create("hf_ana", "acme/closed").then().statusCode(200);
        given().get("/api/models/acme/closed").then().statusCode(200);
        given().header("Authorization", "Bearer hf_ana")
                .contentType("application/json")
                .body("{\"private\":true}")
                .put("/api/models/acme/closed/settings")
                .then()
                .statusCode(200);
        given().get("/api/models/acme/closed").then().statusCode(404).header("X-Error-Code", "RepoNotFound");
        given().get("/api/models?search=acme/closed").then().body("size()", equalTo(0));
        given().header("Authorization", "Bearer hf_luis")
                .get("/api/models/acme/closed")
                .then()
                .statusCode(200);
    }

    @Test
    void theNativeRoutesHideWhatIsClosedToo() {
        byte[] bytes = "what only acme may read".getBytes(StandardCharsets.UTF_8);
        bring("hf_ana", bytes);
        publish("hf_ana", "acme/secret", bytes).then().statusCode(201);
        as("hf_ana")
                .contentType("application/json")
                .body("{\"private\":true}")
                .put("/api/datasets/acme/secret/settings")
                .then()
                .statusCode(200);
        for (String address : List.of("", "/versions", "/versions/1", "/lineage/1", "/versions/1/signatures")) {
            as("hf_eva").get("/v1/datasets/acme/secret" + address).then().statusCode(404);
        }
        as("hf_ana").get("/v1/datasets/acme/secret/versions/1").then().statusCode(200);
        as("hf_luis").get("/v1/datasets/acme/secret/versions/1").then().statusCode(200);
    }

    @Test
    void knowingADigestGivesNobodyItsBytes() {
        byte[] bytes = "bytes that acme brought".getBytes(StandardCharsets.UTF_8);
        bring("hf_ana", bytes).then().statusCode(201);
        as("hf_eva").head("/v1/blobs/" + Digest.of(bytes)).then().statusCode(404);
        publish("hf_eva", "other/thief", bytes)
                .then()
                .statusCode(400)
                .body("violations.message", hasItem(containsString("its blob is not here")));
        bring("hf_eva", bytes).then().statusCode(201);
        as("hf_eva").head("/v1/blobs/" + Digest.of(bytes)).then().statusCode(200);
        publish("hf_eva", "other/owner", bytes).then().statusCode(201);
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static Response bring(String token, byte[] bytes) {
        return as(token).contentType("application/octet-stream").body(bytes).put("/v1/blobs/" + Digest.of(bytes));
    }

    private static Response publish(String token, String name, byte[] bytes) {
        return as(token)
                .contentType("application/json")
                .body("{\"files\":[{\"path\":\"a.txt\",\"size\":%d,\"sha256\":\"%s\"}]}"
                        .formatted(bytes.length, Digest.of(bytes)))
                .post("/v1/datasets/" + name + "/versions");
    }

    @Test
    void webhooksAreForThoseWhoMayWriteAndLeadToTheWorldOnly() {
        String inside = "{\"url\":\"http://127.0.0.1:1/\",\"repository\":\"acme/thing\"}";
        webhook("hf_ana", inside).then().statusCode(422).body("detail", containsString("private network"));
        webhook("hf_ana", "{\"url\":\"http://127.0.0.1:1/\"}")
                .then()
                .statusCode(422)
                .body("detail", containsString("acme"));
        webhook("hf_luis", inside).then().statusCode(403);
        given().header("Authorization", "Bearer hf_luis")
                .get("/v1/webhooks")
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer hf_ana")
                .get("/v1/webhooks")
                .then()
                .statusCode(200)
                .body("size()", equalTo(0));
    }

    private static Response webhook(String token, String body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(body)
                .post("/v1/webhooks");
    }

    @Test
    void onlyWhoMayWriteEverywhereSweeps() {
        for (String deed : List.of("sweep", "scrub")) {
            given().header("Authorization", "Bearer hf_ana")
                    .post("/v1/retention/" + deed)
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("ana"));
            given().header("Authorization", "Bearer hf_luis")
                    .post("/v1/retention/" + deed)
                    .then()
                    .statusCode(403);
        }
    }

    private static Response create(String token, String name) {
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"name\":\"" + name + "\"}")
                .post("/api/repos/create");
    }
}
