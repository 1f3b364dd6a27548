package aprendiz.inference;

import aprendiz.inference.serving.FakeCatalog;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Executors;

/** Speaks for a {@link FakeCatalog} as the registry does: the versions and the files of models, over HTTP. */
public final class RegistryServer implements QuarkusTestResourceLifecycleManager {

    private static final FakeCatalog CATALOG = new FakeCatalog();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", RegistryServer::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return Map.of(
                    "aprendiz.inference.requests.reading",
                    "3s",
                    "quarkus.http.read-timeout",
                    "4s",
                    "aprendiz.inference.poll",
                    "4s",
                    "aprendiz.inference.registry",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "aprendiz.inference.models",
                    Files.createTempDirectory("aprendiz-models-").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(CATALOG, new TestInjector.MatchesType(FakeCatalog.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String trace = exchange.getRequestHeaders().getFirst("traceparent");
        if (trace != null) {
            CATALOG.traces.add(trace);
        }
        try {
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 6);
            if (path[0].equals("v1")) {
                Version version = CATALOG.version(new ModelName(path[2], path[3]), path[5]);
                send(exchange, 200, Json.MAPPER.writeValueAsBytes(version));
            } else {
                Version version = CATALOG.version(new ModelName(path[0], path[1]), path[3]);
                FileEntry file = version.files().stream()
                        .filter(one -> one.path().equals(path[4]))
                        .findFirst()
                        .orElseThrow();
                exchange.getResponseHeaders().add("X-Repo-Commit", version.commit());
                send(exchange, 200, CATALOG.content(file));
            }
        } catch (Problem problem) {
            String details = "{\"title\": \"%s\", \"detail\": \"%s\"}".formatted(problem.title(), problem.getMessage());
            send(exchange, problem.kind().status(), details.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
