package aprendiz.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import aprendiz.journey.process.ServiceProcess;
import aprendiz.local.TestInfrastructure;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.Exchange;
import aprendiz.registry.client.RegistryClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One registry imports from another, and is killed while it does. */
class RegistryImportIT {

    private static final int HALF = 2 << 20;
    private static final ModelName NAME = new ModelName("acme", "numbers");
    private static final Exchange.Wish WISH = new Exchange.Wish("there:acme/numbers", List.of(), List.of());

    @TempDir
    Path temp;

    /** The ranges that were asked of the large file. */
    private final List<String> ranges = new CopyOnWriteArrayList<>();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anImportThatIsKilledGoesOnAtTheByteWhereItStopped() throws Exception {
        ServiceProcess there = registry("there");
        Process serving = there.start("-Xmx256m", "-XX:TieredStopAtLevel=1");
        HttpServer between = between(there.address());
        ServiceProcess here = registry("here");
        String hub = "-Daprendiz.registry.imports.hubs.there.endpoint=http://127.0.0.1:"
                + between.getAddress().getPort();
        Process importing = here.start("-Xmx256m", "-XX:TieredStopAtLevel=1", hub);
        try {
            byte[] bytes = new byte[2 * HALF];
            new Random(7).nextBytes(bytes);
            Path folder = Files.createDirectories(temp.resolve("numbers"));
            Files.write(folder.resolve("numbers.bin"), bytes);
            Files.writeString(folder.resolve("README.md"), "# Numbers\n");
            Version version =
                    new RegistryClient(there.address()).publish(RepositoryType.DATASET, NAME, folder, "", null);

            RegistryClient client = new RegistryClient(here.address());
            CompletableFuture<Version> first = CompletableFuture.supplyAsync(() -> load(client));
            await().atMost(Duration.ofMinutes(1)).until(() -> halfDone() == HALF);
            importing.destroyForcibly().waitFor();
            assertThatThrownBy(first::join).hasMessageContaining("ask for it again");

            importing = here.start("-Xmx256m", "-XX:TieredStopAtLevel=1", hub);
            Version imported = load(client);
            assertThat(imported.digest()).isEqualTo(version.digest());
            assertThat(imported.commit()).isEqualTo(version.commit());
            assertThat(imported.origin().commit()).isEqualTo(version.commit());
            assertThat(ranges).containsExactly("null", "bytes=" + HALF + "-");
            assertThat(halfDone()).isZero();
            client.fetch(RepositoryType.DATASET, imported, temp.resolve("cache"));
        } finally {
            importing.destroyForcibly().waitFor();
            serving.destroyForcibly().waitFor();
            between.stop(0);
        }
    }

    private static Version load(RegistryClient client) {
        return client.exchange().importFrom(RepositoryType.DATASET, NAME, WISH, null, step -> {});
    }

    private ServiceProcess registry(String name) throws IOException {
        Map<String, String> environment = new HashMap<>(new TestInfrastructure().start());
        environment.put("APRENDIZ_BLOBS", temp.resolve("blobs-" + name).toString());
        return ServiceProcess.of(
                "registry",
                Root.PATH,
                Files.createDirectories(Root.PATH.resolve("journey/target/registry-import-" + name)),
                environment);
    }

    /** How many bytes lie in the folder of downloads. */
    private long halfDone() throws IOException {
        Path folder = temp.resolve("blobs-here/imports");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** A way to a registry that stops in the middle of the large file, the first time. */
    private HttpServer between(URI registry) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                pass(exchange, registry);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private void pass(HttpExchange exchange, URI registry) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI()));
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null) {
            request.header("Range", range);
        }
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        answer.headers()
                .firstValue("Content-Range")
                .ifPresent(found -> exchange.getResponseHeaders().add("Content-Range", found));
        exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
        boolean large = exchange.getRequestURI().getPath().endsWith("numbers.bin");
        if (large) {
            ranges.add(String.valueOf(range));
        }
        OutputStream out = exchange.getResponseBody();
        if (large && ranges.size() == 1) {
            out.write(answer.body(), 0, HALF);
            out.flush();
            // until the one who asks is gone
            Thread.sleep(Duration.ofSeconds(30));
        }
        out.write(answer.body());
    }
}
