package aprendiz.journey.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("X-Aprendiz-Version", "a/model@1");
            exchange.sendResponseHeaders(asked.size() % 5 == 0 ? 429 : 200, -1);
            exchange.close();
        });
        server.start();
        endpoint = new Endpoint(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    @AfterEach
    void stop() {
        endpoint.close();
        server.stop(0);
        threads.close();
    }

    private static List<Sample> samples() {
        return List.of(new Sample("one", 3), new Sample("two", 3), new Sample("\"three\"", 5));
    }

    @Test
    void asksEveryTextOnce() {
        Outcome outcome = new Load(endpoint, samples(), new Arrivals.Closed(2)).once();
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "{\"inputs\":\"one\"}", "{\"inputs\":\"two\"}", "{\"inputs\":\"\\\"three\\\"\"}");
        assertThat(outcome.calls()).hasSize(3).allMatch(call -> call.done() >= call.due());
        assertThat(outcome.calls()).extracting(call -> call.answer().version()).containsOnly("a/model@1");
    }

    @Test
    void poissonSendsWhateverBecomesOfThoseBefore() {
        Outcome outcome = new Load(endpoint, samples(), new Arrivals.Poisson(500, 1)).run(0, 0.5);
        assertThat(outcome.calls()).hasSizeBetween(180, 320);
        assertThat(outcome.refusals().seconds()).isNotEmpty();
        assertThat(outcome.failures()).isEmpty();
    }

    @Test
    void asksForAsLongAsTheWorkTakes() throws Exception {
        Outcome outcome = new Load(endpoint, samples(), new Arrivals.Closed(2)).during(() -> {
            while (asked.size() < 20) {
                Thread.sleep(1);
            }
            return null;
        });
        assertThat(outcome.calls()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void aBrokenConnectionIsAFailure() {
        server.stop(0);
        Outcome outcome = new Load(endpoint, samples(), new Arrivals.Closed(1)).once();
        assertThat(outcome.failures()).hasSize(3).allMatch(call -> call.answer().status() == 0);
    }
}
