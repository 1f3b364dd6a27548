package aprendiz.registry.hub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HubTest extends RegistryTest {

    private ModelName name;
    private Path folder;
    private Version version;

    @BeforeEach
    void publish() throws IOException {
        name = newName();
        folder = Sample.model(temp.resolve("model"), 5);
        version = client.publish(RepositoryType.MODEL, name, folder, "", null);
        client.moveAlias(name, "champion", new AliasWish(1, 0, "me", ""));
    }

    @Test
    void answersWhatFromPretrainedAsks() throws IOException {
        String sha = hub().get("/api/models/" + name + "/revision/main")
                .then()
                .statusCode(200)
                .body("id", equalTo(name.toString()))
                .body("private", is(false))
                .body("gated", is(false))
                .body("pipeline_tag", equalTo("text-classification"))
                .body("siblings.rfilename", hasItems("config.json", "model.safetensors", "vocab.txt"))
                .extract()
                .path("sha");
        assertThat(sha).isEqualTo(version.commit());
        for (String file : List.of("config.json", "model.safetensors", "vocab.txt")) {
            Response head = hub().head(resolve(sha, file));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.header("X-Repo-Commit")).isEqualTo(sha);
            assertThat(head.header("Content-Length")).isEqualTo(Long.toString(Files.size(folder.resolve(file))));
            assertThat(head.header("ETag")).isEqualTo("\"" + Digest.of(folder.resolve(file)) + "\"");
            assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
            assertThat(head.body().asByteArray()).isEmpty();
            Response get = hub().get(resolve(sha, file));
            assertThat(get.header("ETag")).isEqualTo(head.header("ETag"));
            assertThat(get.header("Content-Encoding")).isNull();
            assertThat(get.body().asByteArray()).isEqualTo(Files.readAllBytes(folder.resolve(file)));
        }
    }

    @Test
    void answersWhatAutoTokenizerAsks() {
        hub().get("/api/models/" + name).then().statusCode(200).body("sha", equalTo(version.commit()));
        hub().head(resolve("main", "tokenizer_config.json")).then().statusCode(404);
        hub().get("/api/models/" + name + "/tree/main/additional_chat_templates?recursive=false&expand=false")
                .then()
                .statusCode(404)
                .header("X-Error-Code", "EntryNotFound");
        hub().get("/api/models/" + name + "/tree/main?recursive=true")
                .then()
                .statusCode(200)
                .body("path", hasItems("config.json", "vocab.txt"));
        for (String file : List.of("added_tokens.json", "special_tokens_map.json", "chat_template.jinja")) {
            hub().head(resolve("main", file))
                    .then()
                    .statusCode(404)
                    .header("X-Error-Code", "EntryNotFound")
                    .header("X-Error-Message", containsString(file))
                    .header("X-Repo-Commit", version.commit());
        }
    }

    @Test
    void answersWhatSnapshotDownloadAsks() {
        String sha = hub().get("/api/models/" + name + "/revision/champion").path("sha");
        List<Map<String, Object>> tree = hub().get(
                        "/api/models/" + name + "/tree/" + sha + "?recursive=True&expand=False")
                .path("");
        assertThat(tree).hasSize(4).allSatisfy(node -> {
            assertThat(node).containsEntry("type", "file").doesNotContainKey("xetHash");
            assertThat((String) node.get("oid")).matches("[0-9a-f]{40}");
            Response head = hub().head(resolve(sha, (String) node.get("path")));
            assertThat(head.header("ETag")).isEqualTo("\"" + ((Map<?, ?>) node.get("lfs")).get("oid") + "\"");
            assertThat(head.header("X-Linked-Size")).isEqualTo(node.get("size").toString());
        });
    }

    @Test
    void answersWhatTransformersJsAsks() {
        hub().header("Range", "bytes=0-0")
                .header("Origin", "https://pages.example")
                .get(resolve("main", "config.json"))
                .then()
                .statusCode(206)
                .header("Content-Length", "1")
                .header("Content-Range", containsString("bytes 0-0/"))
                .header("Access-Control-Allow-Origin", not(nullValue()))
                .header("Access-Control-Expose-Headers", containsString("X-Repo-Commit"));
        hub().header("Origin", "https://pages.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "Authorization, Range")
                .options(resolve("main", "config.json"))
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Headers", containsString("Range"));
        hub().header("Origin", "https://pages.example")
                .header("Access-Control-Request-Method", "PUT")
                .options("/v1/blobs/" + Digest.of(new byte[0]))
                .then()
                .header("Access-Control-Allow-Methods", not(containsString("PUT")));
    }

    @Test
    void describesFilesThatAreNamed() {
        hub().contentType("application/x-www-form-urlencoded")
                .body("paths=config.json&paths=nope.txt&expand=false")
                .post("/api/models/" + name + "/paths-info/main")
                .then()
                .statusCode(200)
                .body("path", equalTo(List.of("config.json")));
        hub().contentType("application/json")
                .body("{\"paths\":[\"vocab.txt\",\"model.safetensors\"],\"expand\":true}")
                .post("/api/models/" + name + "/paths-info/champion")
                .then()
                .statusCode(200)
                .body(
                        "lfs.oid",
                        hasItem(Digest.of("[PAD]\n[UNK]\nroom\n".getBytes(StandardCharsets.UTF_8))
                                .hex()));
    }

    @Test
    void referencesAreMainAliasesAndNumbers() {
        hub().get("/api/models/" + name + "/refs")
                .then()
                .statusCode(200)
                .body("branches.name", equalTo(List.of("main", "champion")))
                .body("tags.ref", equalTo(List.of("refs/tags/1")))
                .body("branches.targetCommit", hasItem(version.commit()));
        hub().get("/api/whoami-v2").then().statusCode(200).body("type", equalTo("user"));
        hub().get("/api/models?search=" + name.name()).then().body("id", hasItem(name.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "HEAD",
                "1",
                "champion",
                "refs%2Fheads%2Fmain",
                "refs%2Fheads%2Fchampion",
                "refs%2Ftags%2F1"
            })
    void everyWayToSayTheRevisionWorks(String revision) {
        hub().head(resolve(revision, "config.json")).then().statusCode(200).header("X-Repo-Commit", version.commit());
        hub().get("/api/models/" + name + "/revision/" + revision).then().body("sha", equalTo(version.commit()));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/models/acme/nothing,RepoNotFound",
        "/acme/nothing/resolve/main/config.json,RepoNotFound",
        "/acme/not--valid/resolve/main/config.json,RepoNotFound",
        "/datasets/acme/nothing/resolve/main/a.csv,RepoNotFound",
        "/api/models/NAME/revision/nope,RevisionNotFound",
        "/NAME/resolve/0123456789abcdef/config.json,RevisionNotFound",
        "/NAME/resolve/main/nope.json,EntryNotFound",
        "/NAME/resolve/main/..%2f..%2fetc%2fpasswd,EntryNotFound",
        "/datasets/NAME/resolve/main/config.json,RepoNotFound"
    })
    void saysWhatIsMissingInTheHubsWords(String path, String code) {
        String url = path.replace("NAME", name.toString());
        hub().get(url).then().statusCode(404).header("X-Error-Code", code).body("error", not(nullValue()));
        hub().head(url).then().statusCode(404);
    }

    @Test
    void knowsConditionsAndRanges() throws IOException {
        String url = resolve("main", "vocab.txt");
        byte[] bytes = Files.readAllBytes(folder.resolve("vocab.txt"));
        String etag = "\"" + Digest.of(bytes) + "\"";
        hub().header("If-None-Match", etag).get(url).then().statusCode(304).header("ETag", etag);
        hub().header("If-None-Match", "\"other\"").get(url).then().statusCode(200);
        hub().header("Range", "bytes=-5").get(url).then().statusCode(206).body(equalTo("room\n"));
        hub().header("Range", "bytes=6-10")
                .header("If-Range", etag)
                .get(url)
                .then()
                .statusCode(206)
                .body(equalTo("[UNK]"));
        hub().header("Range", "bytes=6-10")
                .header("If-Range", "\"old\"")
                .get(url)
                .then()
                .statusCode(200);
        hub().header("Range", "bytes=0-1,4-5").get(url).then().statusCode(200);
        hub().header("Range", "bytes=999-")
                .get(url)
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */" + bytes.length);
        hub().header("Accept-Encoding", "gzip")
                .get(url)
                .then()
                .header("Content-Length", Integer.toString(bytes.length));
    }

    @Test
    void dataSetsHaveFoldersAndRoutesOfTheirOwn() throws IOException {
        ModelName data = newName();
        client.publish(RepositoryType.DATASET, data, Sample.dataset(temp.resolve("data"), 9), "", null);
        hub().get("/api/datasets/" + data + "/revision/main?blobs=true")
                .then()
                .statusCode(200)
                .body("siblings.rfilename", equalTo(List.of("README.md", "en/rooms.csv")))
                .body(
                        "siblings[0].lfs.sha256",
                        equalTo(Digest.of("# Rooms\n".getBytes(StandardCharsets.UTF_8))
                                .hex()));
        hub().get("/api/datasets/" + data + "/tree/main")
                .then()
                .body("type", equalTo(List.of("file", "directory")))
                .body("path", equalTo(List.of("README.md", "en")));
        hub().get("/api/datasets/" + data + "/tree/main/en").then().body("path", equalTo(List.of("en/rooms.csv")));
        hub().get("/datasets/" + data + "/resolve/main/en/rooms.csv")
                .then()
                .statusCode(200)
                .body(containsString("room number 9"));
        hub().get("/datasets/" + data + "/resolve/main/en%2Frooms.csv").then().statusCode(200);
        hub().get("/datasets/" + data + "/raw/main/README.md")
                .then()
                .statusCode(200)
                .body(equalTo("# Rooms\n"));
        hub().get("/api/models/" + data).then().statusCode(404).header("X-Error-Code", "RepoNotFound");
    }

    @Test
    void rawShowsThePointerOfLargeFiles() throws IOException {
        ModelName data = newName();
        Path large = Files.createDirectories(temp.resolve("large"));
        Files.write(large.resolve("data.bin"), new byte[2 << 20]);
        client.publish(RepositoryType.DATASET, data, large, "", null);
        hub().get("/datasets/" + data + "/raw/main/data.bin")
                .then()
                .statusCode(200)
                .body(containsString("oid sha256:" + Digest.of(large.resolve("data.bin"))));
    }

    private static RequestSpecification hub() {
        return given().urlEncodingEnabled(false);
    }

    private String resolve(String revision, String path) {
        return "/" + name + "/resolve/" + revision + "/" + path;
    }
}
