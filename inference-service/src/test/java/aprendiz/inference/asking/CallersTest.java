package aprendiz.inference.asking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import aprendiz.inference.ServiceTest;
import aprendiz.model.ModelName;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CallersTest extends ServiceTest {

    @TestHTTPResource
    URI address;

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
    void dropsWhatACallerAskedWhoHasGone() throws Exception {
        ModelName model = classifier("left");
        answering(model);
        String text = "\"" + "slow ".repeat(60) + "\""; // 16 of them make a batch of 50 ms
        String slow = "{\"inputs\": [" + (text + ",").repeat(255) + text + "]}";
        List<Thread> busy = Stream.generate(() -> Thread.ofVirtual()
                        .start(() -> ServiceTest.ask(model, slow).statusCode(200)))
                .limit(3)
                .toList();
        await().until(() -> waiting() == 768);
        byte[] body = "{\"inputs\": [\"One.\", \"Two.\", \"Three.\"]}".getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String head = "POST /models/%s HTTP/1.1\r\nHost: here\r\nPriority: u=7\r\nContent-Length: %d\r\n\r\n"
                    .formatted(model, body.length);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            await().until(() -> waiting() == 771);
        }
        await().untilAsserted(() -> assertThat(metrics())
                .contains("aprendiz_inference_dropped_texts_total{model=\"acme/left\",version=\"1\"} 3.0"));
        for (Thread one : busy) {
            one.join();
        }
    }

    private static String metrics() {
        return given().get("/q/metrics").asString();
    }

    private static double waiting() {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("aprendiz_inference_queue_texts "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    @Test
    void waitsNoLongerThanItsCaller() {
        ModelName model = classifier("hasty");
        answering(model);
        ask(model, "20", "slow").statusCode(503).body("error", containsString("did not answer within"));
        ask(model, "soon", "Fine.").statusCode(400).body("error", containsString(Callers.TIMEOUT));
    }
}
