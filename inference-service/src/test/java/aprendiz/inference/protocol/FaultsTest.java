package aprendiz.inference.protocol;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import aprendiz.model.Task;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is wrong with a request is said in the words of its protocol, and others are answered all the while. */
@QuarkusTest
class FaultsTest extends ServiceTest {

    @TestHTTPResource
    URI address;

    /** By the path of a route, the field of its answer that says what is wrong. */
    private Map<String, String> routes() {
        ModelName model = ModelName.of("acme/faulty");
        if (catalog.versions(model) == 0) {
            model("faulty", Task.FEATURE_EXTRACTION);
        }
        return Map.of(
                "/models/" + model,
                "error",
                "/models/" + model + "/pipeline/sentence-similarity",
                "error",
                "/models/" + model + "/embed",
                "error",
                "/models/" + model + "/tokenize",
                "error",
                "/v1/embeddings",
                "error.message",
                "/v2/models/" + model + "/infer",
                "error");
    }

    @Test
    void saysWhatIsWrongWithBodies() {
        Map<String, byte[]> bodies = Map.of(
                "is empty", new byte[0],
                "Unexpected", "{\"inputs\": ".getBytes(StandardCharsets.UTF_8),
                "not UTF-8", "{\"inputs\": \"habitación\"}".getBytes(StandardCharsets.ISO_8859_1),
                "nesting depth", ("{\"inputs\": " + "[".repeat(50_000)).getBytes(StandardCharsets.UTF_8),
                "must be an object", "[1]".getBytes(StandardCharsets.UTF_8),
                "1048576 bytes", ("{\"inputs\": \"" + "x".repeat(10_000_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        routes().forEach((path, field) -> bodies.forEach((complaint, body) -> {
            Response response =
                    given().contentType("application/octet-stream").body(body).post(path);
            assertThat(response.statusCode()).as(path + ": " + complaint).isBetween(400, 422);
            assertThat(response.jsonPath().getString(field)).as(path).contains(complaint);
        }));
        assertThat(answering(classifier("faultless"))).isEqualTo("acme/faultless@1");
    }

    @Test
    void believesNoLengthThatIsOnlyClaimed() throws IOException {
        Map<String, String> routes = new HashMap<>(routes());
        routes.put("/v1/feedback", "detail");
        routes.put("/v1/models/acme/faulty/explanation", "detail");
        for (Map.Entry<String, String> route : routes.entrySet()) {
            for (String length : List.of("2000000", "10000000000", "9".repeat(18))) {
                try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                    send(
                            socket,
                            "POST " + route.getKey() + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length
                                    + "\r\n\r\n{");
                    assertThat(firstLine(socket)).as(route.getKey()).contains("413");
                    assertThat(JsonPath.from(body(socket)).getString(route.getValue()))
                            .as(route.getKey())
                            .contains("send less");
                }
            }
        }
    }

    @Test
    void refusesWhatAsksForVeryMuchInFewWords() {
        ModelName finder = model("finder", Task.QUESTION_ANSWERING);
        String context = "a ".repeat(300_000);
        for (String parameters : List.of("{'max_seq_len': 64, 'doc_stride': 58}", "{'top_k': 1000000}")) {
            post(
                            "/models/" + finder,
                            "{'inputs': {'question': 'a', 'context': '%s'}, 'parameters': %s}"
                                    .formatted(context, parameters))
                    .statusCode(400);
        }
        post(
                        "/models/" + finder,
                        "{'inputs': {'question': 'a', 'context': '%s'}}".formatted(context.substring(0, 2000)))
                .statusCode(200);
        ModelName filler = model("filler", Task.FILL_MASK);
        post("/models/" + filler, "{'inputs': '%s', 'parameters': {'top_k': 50}}".formatted("[MASK] ".repeat(10_000)))
                .statusCode(413)
                .body("error", containsString("500000 fillings"));
        String error = post("/models/" + filler, "{'%s': 1, 'inputs': '[MASK]'}".formatted("x".repeat(100_000)))
                .statusCode(400)
                .extract()
                .path("error");
        assertThat(error).as("a long name is not said back").hasSizeLessThan(1000);
    }

    @Test
    void slowClientsHarmNobodyAndAreToldSo() throws IOException {
        ModelName model = classifier("beside-the-slow");
        answering(model);
        List<Socket> slow = new ArrayList<>();
        try {
            String head = "POST /models/acme/faulty HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{";
            String half = "POST /models/acme/faulty HTTP/1.1\r\nHo";
            for (String start : Stream.generate(() -> List.of(head, half))
                    .limit(100)
                    .flatMap(List::stream)
                    .toList()) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                slow.add(socket);
                send(socket, start);
            }
            for (int i = 0; i < 5; i++) { // all promise 100 MB together, more than the service holds at once
                assertThat(answering(model)).isEqualTo("acme/beside-the-slow@1");
            }
            for (int second = 0; second < 4; second++) {
                pause();
                for (Socket socket : slow) {
                    dribble(socket);
                }
            }
            assertThat(firstLine(slow.getFirst())).contains("400");
            assertThat(answering(model)).isEqualTo("acme/beside-the-slow@1");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static void dribble(Socket socket) {
        try {
            send(socket, " ");
        } catch (IOException closed) {
            assertThat(closed).isNotNull(); // the service had enough of it
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** What comes after the head of an answer. */
    private static String body(Socket socket) throws IOException {
        int length = 0;
        for (String line = firstLine(socket).strip();
                !line.isEmpty();
                line = firstLine(socket).strip()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        line.substring("content-length:".length()).strip());
            }
        }
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String firstLine(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        StringBuilder line = new StringBuilder();
        for (int letter = socket.getInputStream().read(); letter >= 0 && letter != '\n'; ) {
            line.append((char) letter);
            letter = socket.getInputStream().read();
        }
        return line.toString();
    }
}
