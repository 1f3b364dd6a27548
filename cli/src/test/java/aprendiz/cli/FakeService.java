package aprendiz.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that answers what it was told to answer, and remembers what it was asked. */
final class FakeService implements AutoCloseable {

    /** What it was asked. */
    record Request(String method, String path, String body, String key) {}

    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();

    FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers in the order given; the last answer is repeated. */
    FakeService on(String methodAndPath, int status, String body) {
        replies.computeIfAbsent(methodAndPath, ignored -> new ArrayDeque<>()).add(new Reply(status, body));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            requests.add(new Request(exchange.getRequestMethod(), path, body, key));
            Reply reply = next(exchange.getRequestMethod() + " " + path);
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("X-Aprendiz-Version", "acme/rating@3");
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply next(String request) {
        Deque<Reply> queue = replies.getOrDefault(request, new ArrayDeque<>());
        if (queue.isEmpty()) {
            return new Reply(404, "{\"title\":\"Nothing here\",\"detail\":\"" + request + "\"}");
        }
        return queue.size() > 1 ? queue.remove() : queue.element();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
