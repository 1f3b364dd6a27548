package aprendiz.registry.publishing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.oneOf;

import aprendiz.model.Digest;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused leaves neither a row nor a file behind. */
@QuarkusTest
class NothingLeftTest extends RegistryTest {

    private static final byte[] HERE = "here before".getBytes(StandardCharsets.UTF_8);

    @Inject
    RegistrySettings settings;

    private List<String> before;

    @BeforeEach
    void look() throws IOException {
        given().body(HERE).put("/v1/blobs/" + Digest.of(HERE)).then().statusCode(oneOf(200, 201));
        before = everything();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(everything()).isEqualTo(before);
    }

    /** Every row that a refusal could have left, and every file of the store. */
    private List<String> everything() throws IOException {
        List<String> all = new ArrayList<>();
        for (String table : List.of(
                "repository",
                "version",
                "version_file",
                "publication_key",
                "lineage_edge",
                "alias_move",
                "blob",
                "commit",
                "branch",
                "tag",
                "upload",
                "outbox")) {
            all.add(table + " " + Rows.read("select count(*) from " + table).getFirst());
        }
        try (Stream<Path> files = Files.walk(Path.of(settings.blobs()))) {
            files.filter(Files::isRegularFile).map(Path::toString).sorted().forEach(all::add);
        }
        return all;
    }

    private static String file(String path, Object size, String sha256) {
        return "{\"files\":[{\"path\":\"" + path + "\",\"size\":" + size + ",\"sha256\":\"" + sha256 + "\"}]}";
    }

    private static void refuse(String name, String body) {
        for (String type : List.of("models", "datasets")) {
            given().urlEncodingEnabled(false)
                    .contentType("application/json")
                    .body(body)
                    .post("/v1/" + type + "/" + name + "/versions")
                    .then()
                    .statusCode(oneOf(400, 404, 413, 414));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../up",
                "a/../../b",
                "/etc/passwd",
                ".git/config",
                "a/.GIT/b",
                "a\\u0000b",
                "a\\\\b",
                "a//b",
                "a/",
                ".",
                "C:/x",
                "LONG",
                "DEEP"
            })
    void ofPathsThatLeadOut(String path) {
        String written = switch (path) {
            case "LONG" -> "x".repeat(10_000);
            case "DEEP" -> "d/".repeat(5_000) + "f";
            default -> path;
        };
        refuse("acme/nothing-left", file(written, HERE.length, Digest.of(HERE).hex()));
    }

    @Test
    void ofNamesThatCannotBe() {
        String body = file("file.txt", HERE.length, Digest.of(HERE).hex());
        for (String name :
                List.of("acme/..", "acme/.git", "acme/a%00b", "acme/%2e%2e%2fup", "acme/" + "n".repeat(3_000))) {
            refuse(name, body);
        }
    }

    @Test
    void ofFilesThatAreNotHereOrNotAsPromised() {
        String digest = Digest.of(HERE).hex();
        refuse("acme/nothing-left", file("file.txt", HERE.length + 1, digest));
        refuse("acme/nothing-left", file("file.txt", HERE.length - 1, digest));
        refuse("acme/nothing-left", file("file.txt", -1, digest));
        refuse("acme/nothing-left", file("file.txt", 3, "0".repeat(64)));
        refuse("acme/nothing-left", file("file.txt", 3, "../" + "0".repeat(61)));
        refuse("acme/nothing-left", file("file.txt", "1e400", digest));
    }

    @Test
    void ofModelsThatSayNothingOrLie() {
        String digest = Digest.of(HERE).hex();
        given().contentType("application/json")
                .body(file("aprendiz.json", HERE.length, digest))
                .post("/v1/models/acme/nothing-left/versions")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body(file("model.safetensors", HERE.length, digest))
                .post("/v1/models/acme/nothing-left/versions")
                .then()
                .statusCode(400);
    }

    @Test
    void ofBytesWithAnotherDigest() {
        for (int size : new int[] {0, 1, 100_000, 3_000_000}) {
            given().body(new byte[size])
                    .put("/v1/blobs/" + "ab".repeat(32))
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void ofDeedsOnWhatIsNotHere() {
        given().delete("/v1/models/acme/nothing-left/versions/1?reason=x")
                .then()
                .statusCode(404);
        given().put("/v1/models/acme/nothing-left/versions/1/holds/audit")
                .then()
                .statusCode(404);
        given().post("/v1/models/acme/nothing-left/versions/1/restore").then().statusCode(404);
        given().contentType("application/json")
                .body("{\"version\":1,\"expected\":0,\"by\":\"me\",\"reason\":\"\"}")
                .put("/v1/models/acme/nothing-left/aliases/champion")
                .then()
                .statusCode(404);
    }
}
