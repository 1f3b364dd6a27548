package aprendiz.registry.hub;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.RegistryTest;
import aprendiz.registry.Sample;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HubWritingTest extends RegistryTest {

    private static final String HEADER =
            "{\"key\":\"header\",\"value\":{\"summary\":\"a try\",\"description\":\"\"}}\n";

    @Inject
    RegistrySettings settings;

    private ModelName name;
    private String api;

    @BeforeEach
    void create() {
        name = newName();
        api = "/api/models/" + name;
        hub().contentType("application/json")
                .body("{\"name\":\"" + name.name() + "\",\"organization\":\"" + name.namespace() + "\"}")
                .post("/api/repos/create")
                .then()
                .statusCode(200)
                .body("url", equalTo(registry.resolve("/" + name).toString()));
    }

    @Test
    void aRepositoryIsCreatedOnceAndSaysWhereItIs() {
        hub().contentType("application/json")
                .header("X-Forwarded-Host", "models.example")
                .header("X-Forwarded-Proto", "https")
                .body("{\"name\":\"" + name + "\",\"type\":\"model\"}")
                .post("/api/repos/create")
                .then()
                .statusCode(409)
                .body("url", equalTo("https://models.example/" + name));
        hub().get(api)
                .then()
                .statusCode(200)
                .body("siblings.size()", equalTo(0))
                .body("sha", notNullValue());
        hub().get(api + "/tree/main").then().statusCode(200).body("size()", equalTo(0));
    }

    @Test
    void aCommitIsNoVersionUntilItIsPublished() throws IOException {
        Path folder = Sample.files(temp.resolve("model"), 3);
        StringBuilder lines = new StringBuilder(HEADER);
        for (String file : List.of("config.json", "vocab.txt", "model.safetensors")) {
            lines.append(file(file, Files.readAllBytes(folder.resolve(file))));
        }
        String pushed = commit("main", lines.toString())
                .then()
                .statusCode(200)
                .extract()
                .path("commitOid");
        assertThat(pushed).matches("[0-9a-f]{40}");
        given().get("/v1/models/" + name).then().statusCode(404);

        given().contentType("application/json")
                .body(
                        "{\"commit\":\"main\",\"kind\":\"base\",\"task\":\"feature-extraction\",\"metrics\":{\"loss\":0.5}}")
                .post("/v1/models/" + name + "/versions")
                .then()
                .statusCode(201)
                .body("number", equalTo(1))
                .body("files.path", hasItems("aprendiz.json", "config.json", "model.safetensors"));
        String published = hub().get(api).path("sha");
        assertThat(published).isNotEqualTo(pushed);
        hub().head("/" + name + "/resolve/1/config.json").then().statusCode(200).header("X-Repo-Commit", published);
        hub().head("/" + name + "/resolve/" + pushed + "/config.json").then().statusCode(200);
        hub().get(api + "/commits/main")
                .then()
                .header("X-Total-Count", "3")
                .body("title", equalTo(List.of("version 1", "a try", "initial commit")));

        commit("main", HEADER + file("config.json", "{}".getBytes(StandardCharsets.UTF_8)))
                .then()
                .statusCode(200);
        assertThat(hub().get(api).<String>path("sha")).isNotEqualTo(published);
        assertThat(hub().get(api + "/revision/1").<String>path("sha")).isEqualTo(published);
        commit("1", HEADER).then().statusCode(403).body("error", containsString("is no branch"));
        hub().contentType("application/json")
                .body("{\"name\":\"" + name + "\"}")
                .delete("/api/repos/delete")
                .then()
                .statusCode(409);
    }

    @Test
    void aLargeFileIsBroughtOnceToWhereItIsSigned() {
        byte[] bytes = "7".repeat(1_500_000).getBytes(StandardCharsets.US_ASCII);
        Digest digest = Digest.of(bytes);
        Response batch = batch(name, digest, bytes.length);
        String href = batch.path("objects[0].actions.upload.href");
        batch.then().statusCode(200).body("transfer", equalTo("basic"));
        String lines = HEADER + lfs("large.bin", digest, bytes.length);
        commit("main", lines).then().statusCode(400).body("error", containsString("have not come"));

        put(href.replace("signature=", "signature=0"), bytes).then().statusCode(403);
        put(href.replace("size=1500000", "size=9"), bytes).then().statusCode(403);
        put(href, new byte[] {1, 2, 3}).then().statusCode(400).body("error", containsString("announced"));
        put(href, new byte[bytes.length]).then().statusCode(400).body("error", containsString("SHA-256"));
        put(href, bytes).then().statusCode(204);
        put(href, bytes).then().statusCode(204);
        verify(digest, bytes.length).then().statusCode(200);
        verify(digest, 7).then().statusCode(404);
        assertThat(batch(name, digest, bytes.length).<Object>path("objects[0].actions"))
                .isNull();
        commit("main", HEADER + lfs("large.bin", digest, 7)).then().statusCode(400);
        commit("main", lines).then().statusCode(200);
        hub().header("Range", "bytes=0-0")
                .get("/" + name + "/resolve/main/large.bin")
                .then()
                .statusCode(206);
    }

    @Test
    void knowingADigestIsNotHavingTheBytes() {
        byte[] secret = "what only its owner has".repeat(60_000).getBytes(StandardCharsets.US_ASCII);
        Digest digest = Digest.of(secret);
        hub().contentType("application/json")
                .body("{\"private\":true}")
                .put(api + "/settings")
                .then()
                .statusCode(200);
        put(batch(name, digest, secret.length).path("objects[0].actions.upload.href"), secret);
        commit("main", HEADER + lfs("secret.bin", digest, secret.length)).then().statusCode(200);
        ModelName other = newName();
        hub().contentType("application/json")
                .body("{\"name\":\"" + other + "\"}")
                .post("/api/repos/create");
        assertThat(batch(other, digest, secret.length).<Object>path("objects[0].actions.upload"))
                .isNotNull();
        hub().contentType("application/x-ndjson")
                .body(HEADER + lfs("stolen.bin", digest, secret.length))
                .post("/api/models/" + other + "/commit/main")
                .then()
                .statusCode(400);
        hub().contentType("application/json").body("{\"private\":false}").put(api + "/settings");
        assertThat(batch(other, digest, secret.length).<Object>path("objects[0].actions"))
                .isNull();
    }

    @Test
    void tellsClientsHowToSendWhat() {
        String body =
                "{\"files\":[{\"path\":\"a.txt\",\"sample\":\"\",\"size\":5},{\"path\":\"b.bin\",\"sample\":\"\",\"size\":5000000},"
                        + "{\"path\":\"c.bin\",\"sample\":\"\",\"size\":5000000000}]}";
        commit("main", HEADER + file("a.txt", "hello".getBytes(StandardCharsets.US_ASCII)));
        Response insists = preupload("unknown/None; hf_hub/1.33.0; python/3.12.1", body);
        insists.then()
                .body("files.uploadMode", equalTo(List.of("regular", "regular", "lfs")))
                .body("files.shouldIgnore", hasItem(false))
                .body("files[0].oid", equalTo("b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0"));
        preupload("unknown/None; hf_hub/1.19.4; python/3.12.1", body)
                .then()
                .body("files.uploadMode", equalTo(List.of("regular", "lfs", "lfs")));
        hub().get(api + "/xet-write-token/main")
                .then()
                .statusCode(404)
                .header("X-Error-Message", containsString("HF_HUB_DISABLE_XET=1"));
        yaml("---\\nlicense: mit\\n---\\n").then().statusCode(200).body("errors.size()", equalTo(0));
        yaml("---\\nlicense: [mit\\n---\\n").then().statusCode(400).body("errors[0].message", containsString("line"));
    }

    @Test
    void ofManyPushersOnOneParentOneWins() throws Exception {
        String parent = hub().get(api).path("sha");
        List<Future<Integer>> pushes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            for (int i = 0; i < 5; i++) {
                String lines = "{\"key\":\"header\",\"value\":{\"summary\":\"s\",\"parentCommit\":\"" + parent
                        + "\"}}\n" + file("who.txt", new byte[] {(byte) i});
                pushes.add(threads.submit(() -> commit("main", lines).statusCode()));
            }
        }
        List<Integer> answers = new ArrayList<>();
        for (Future<Integer> push : pushes) {
            answers.add(push.get());
        }
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
        hub().get(api + "/commits/main").then().body("size()", equalTo(2));
    }

    @Test
    void aPushThatIsRepeatedIsNotMadeAgain() {
        String parent = hub().get(api).path("sha");
        String lines = "{\"key\":\"header\",\"value\":{\"summary\":\"s\",\"parentCommit\":\"" + parent + "\"}}\n"
                + file("a.txt", new byte[] {1}).stripTrailing();
        String once = commit("main", lines).path("commitOid");
        assertThat(commit("main", lines).<String>path("commitOid")).isEqualTo(once);
        hub().get(api + "/commits/main?limit=1")
                .then()
                .body("id", equalTo(List.of(once)))
                .header("Link", containsString("<" + registry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escaped",
                "/etc/passwd",
                "a/../../b",
                ".git/config",
                "a/.GIT/hooks",
                "nul\\u0000byte",
                "back\\\\slash",
                "",
                "LONG"
            })
    void refusesPathsThatLeadOut(String path) {
        String written = path.equals("LONG") ? "x".repeat(10_000) : path;
        refuse(HEADER + "{\"key\":\"file\",\"value\":{\"content\":\"aGk=\",\"path\":\"" + written
                + "\",\"encoding\":\"base64\"}}");
        refuse(HEADER + "{\"key\":\"deletedFolder\",\"value\":{\"path\":\"" + written + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{\"key\":\"header\"}",
                "{\"key\":\"header\",\"value\":{\"summary\":\"two\"}}",
                "{\"key\":\"unknown\",\"value\":{\"path\":\"a\"}}",
                "{\"key\":\"file\",\"value\":{\"path\":\"a\",\"content\":\"*!*\",\"encoding\":\"base64\"}}",
                "{\"key\":\"file\",\"value\":{\"path\":\"a\",\"content\":\"aGk=\",\"encoding\":\"utf-8\"}}",
                "{\"key\":\"file\",\"value\":{\"path\":\"a\",\"path\":\"b\",\"content\":\"\",\"encoding\":\"base64\"}}",
                "{\"key\":\"file\",\"value\":{\"path\":\"a\",\"content\":\"aGk=",
                "{\"key\":\"lfsFile\",\"value\":{\"path\":\"a\",\"algo\":\"md5\",\"oid\":\"0\"}}",
                "{\"key\":\"lfsFile\",\"value\":{\"path\":\"a\",\"algo\":\"sha256\",\"oid\":\"XYZ\"}}"
            })
    void refusesCommitsThatAreNone(String line) {
        refuse(HEADER + file("good.txt", new byte[100_000]) + line + "\n");
    }

    @Test
    void refusesLinesWithoutEnd() {
        refuse("{\"key\":\"header\",\"value\":{\"summary\":\"" + "x".repeat(200_000) + "\"}}");
        refuse(file("no-header.txt", new byte[1]));
        refuse("{\"" + "k".repeat(200_000) + "\":1}");
        refuse("[".repeat(5_000));
        refuse(HEADER + file("a", new byte[1]) + file("a/b", new byte[1]));
    }

    @Test
    void whatDoesNotExistIsSaidSo() {
        commit("nowhere", HEADER).then().statusCode(404).header("X-Error-Code", "RevisionNotFound");
        commit("main", HEADER + "{\"key\":\"deletedFile\",\"value\":{\"path\":\"gone.txt\"}}")
                .then()
                .statusCode(404)
                .header("X-Error-Code", "EntryNotFound");
        hub().contentType("application/x-ndjson")
                .body(HEADER)
                .post("/api/models/acme/nothing/commit/main")
                .then()
                .statusCode(404)
                .header("X-Error-Code", "RepoNotFound");
        for (String bad : List.of("main", "17", "deadbeef", "a..b", "-x", "refs/heads/x")) {
            assertThat(hub().contentType("application/json")
                            .body("{\"tag\":\"" + bad + "\"}")
                            .post(api + "/tag/main")
                            .statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        hub().delete(api + "/branch/main").then().statusCode(422);
        hub().contentType("application/json")
                .body("{\"name\":\"acme/a--b\"}")
                .post("/api/repos/create")
                .then()
                .statusCode(400)
                .header("X-Error-Message", containsString("a--b"));
    }

    @Test
    void aCommitWhoseBodyEndsEarlyLeavesNothing() throws Exception {
        String before = hub().get(api).path("sha");
        try (Socket socket = new Socket(registry.getHost(), registry.getPort())) {
            OutputStream out = socket.getOutputStream();
            String body = HEADER + file("half.bin", new byte[300_000]);
            out.write(
                    ("POST " + api + "/commit/main HTTP/1.1\r\nHost: registry\r\nContent-Type: application/x-ndjson\r\n"
                                    + "Content-Length: " + (body.length() + 1000) + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        await().until(() -> temporary().isEmpty());
        assertThat(hub().get(api).<String>path("sha")).isEqualTo(before);
    }

    @Test
    void namesWithoutANamespaceHaveADefaultOne() {
        String alone = "alone-" + name.name();
        hub().contentType("application/json")
                .body("{\"name\":\"" + alone + "\"}")
                .post("/api/repos/create")
                .then()
                .statusCode(200);
        hub().contentType("application/x-ndjson")
                .body(HEADER + file("config.json", "{}".getBytes(StandardCharsets.US_ASCII)))
                .post("/api/models/" + alone + "/commit/main")
                .then()
                .statusCode(200);
        hub().get("/api/models/" + alone).then().statusCode(200).body("id", equalTo("library/" + alone));
        hub().get("/" + alone + "/resolve/main/config.json")
                .then()
                .statusCode(200)
                .body(equalTo("{}"));
        hub().get("/api/models/" + alone + "/tree/main?recursive=true")
                .then()
                .body("path", equalTo(List.of("config.json")));
    }

    @Test
    void longTreesAndListsComeInPages() {
        StringBuilder lines = new StringBuilder(HEADER);
        for (int i = 0; i < 5; i++) {
            lines.append(file("d/" + i + ".txt", new byte[] {(byte) i}));
        }
        commit("main", lines.toString()).then().statusCode(200);
        List<String> paths = new ArrayList<>();
        String next =
                registry.resolve(api + "/tree/main?recursive=true&limit=2").toString();
        while (next != null) {
            Response page = hub().get(next);
            paths.addAll(page.path("path"));
            String link = page.header("Link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(paths).containsExactly("d", "d/0.txt", "d/1.txt", "d/2.txt", "d/3.txt", "d/4.txt");
        Response first = hub().get("/api/models?author=" + name.namespace() + "&limit=1");
        assertThat(first.<List<String>>path("id")).containsExactly(name.toString());
        hub().get("/api/models?search=" + name.name().toUpperCase(Locale.ROOT))
                .then()
                .body("id", hasItem(name.toString()));
        hub().get("/api/models?search=%25").then().body("size()", equalTo(0));
    }

    private void refuse(String lines) {
        String before = hub().get(api).path("sha");
        Response answer = commit("main", lines);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("error")).isNotBlank();
        assertThat(hub().get(api).<String>path("sha")).isEqualTo(before);
        assertThat(temporary()).isEmpty();
    }

    private List<Path> temporary() {
        try (Stream<Path> below = Files.walk(Path.of(settings.blobs()).resolve("uploads"))) {
            return below.filter(path -> path.toString().endsWith(".part")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response commit(String branch, String lines) {
        return hub().contentType("application/x-ndjson").body(lines).post(api + "/commit/" + branch);
    }

    private static String file(String path, byte[] bytes) {
        return "{\"key\":\"file\",\"value\":{\"content\":\""
                + Base64.getEncoder().encodeToString(bytes) + "\",\"path\":\"" + path
                + "\",\"encoding\":\"base64\"}}\n";
    }

    private static String lfs(String path, Digest digest, long size) {
        return "{\"key\":\"lfsFile\",\"value\":{\"path\":\"" + path + "\",\"algo\":\"sha256\",\"oid\":\"" + digest
                + "\",\"size\":" + size + "}}\n";
    }

    private static Response batch(ModelName name, Digest digest, long size) {
        return hub().contentType("application/vnd.git-lfs+json")
                .body("{\"operation\":\"upload\",\"transfers\":[\"basic\",\"multipart\"],\"objects\":[{\"oid\":\""
                        + digest + "\",\"size\":" + size + "}],\"hash_algo\":\"sha_256\"}")
                .post("/" + name + ".git/info/lfs/objects/batch");
    }

    private Response verify(Digest digest, long size) {
        return hub().contentType("application/vnd.git-lfs+json")
                .body("{\"oid\":\"" + digest + "\",\"size\":" + size + "}")
                .post("/" + name + ".git/info/lfs/objects/verify");
    }

    private static Response put(String href, byte[] bytes) {
        return hub().body(bytes).put(href);
    }

    private Response preupload(String userAgent, String body) {
        return hub().contentType("application/json")
                .header("User-Agent", userAgent)
                .body(body)
                .post(api + "/preupload/main");
    }

    private static Response yaml(String content) {
        return hub().contentType("application/json")
                .body("{\"content\":\"" + content + "\",\"repoType\":\"model\"}")
                .post("/api/validate-yaml");
    }

    private static RequestSpecification hub() {
        return given().urlEncodingEnabled(false)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)
                                .encodeContentTypeAs("application/vnd.git-lfs+json", ContentType.TEXT)));
    }
}
