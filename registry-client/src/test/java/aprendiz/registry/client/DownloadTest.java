package aprendiz.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final Patience SHORT = new Patience(3, Duration.ofMillis(10), Duration.ofMillis(400));
    private static final ModelName NAME = new ModelName("acme", "thing");

    private final byte[] weights = random(300_000);
    private final Map<String, byte[]> files = new TreeMap<>(Map.of(
            "config.json",
            "{}".getBytes(StandardCharsets.UTF_8),
            "empty",
            new byte[0],
            "onnx/ñandú model.onnx",
            random(10),
            "weights",
            weights));

    @TempDir
    Path temp;

    @Test
    void bringsEveryFileAndNothingElse() throws IOException {
        try (FakeRegistry registry = new FakeRegistry(this::serve)) {
            Path fetched = fetch(registry);
            assertThat(fetched)
                    .isEqualTo(temp.resolve("cache").resolve(version().commit()));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                assertThat(fetched.resolve(file.getKey())).hasBinaryContent(file.getValue());
            }
            assertThat(names(temp.resolve("cache"))).containsExactly(version().commit());
            assertThat(registry.requests())
                    .contains("GET /acme/thing/resolve/" + version().commit() + "/onnx/%C3%B1and%C3%BA%20model.onnx");
        }
    }

    @Test
    void whatIsWholeIsNotFetchedAgain() throws IOException {
        try (FakeRegistry registry = new FakeRegistry(this::serve)) {
            Path fetched = fetch(registry);
            int requests = registry.requests().size();
            assertThat(fetch(registry)).isEqualTo(fetched);
            assertThat(registry.requests()).hasSize(requests);

            Files.write(fetched.resolve("config.json"), new byte[] {'{', '!'});
            fetch(registry);
            assertThat(registry.requests()).hasSize(requests + 1);
            assertThat(fetched.resolve("config.json")).hasContent("{}");
        }
    }

    @Test
    void aBrokenTransferGoesOnWhereItStopped() throws IOException {
        AtomicInteger cuts = new AtomicInteger();
        try (FakeRegistry registry = new FakeRegistry(exchange -> {
            if (path(exchange).equals("weights") && cuts.getAndIncrement() == 0) {
                FakeRegistry.send(exchange, 200, weights.length, Arrays.copyOf(weights, 200_000));
                throw new IOException("cut");
            }
            serve(exchange);
        })) {
            assertThat(fetch(registry).resolve("weights")).hasBinaryContent(weights);
            assertThat(registry.requests().getLast()).matches("GET .*/weights bytes=[0-9]+-");
        }
    }

    @Test
    void whatAnInterruptedFetchLeftIsUsedIfItIsRight() throws IOException {
        Path partial =
                Files.createDirectories(temp.resolve("cache").resolve(version().commit() + ".partial"));
        Files.write(partial.resolve("weights"), Arrays.copyOf(weights, 100_000));
        Files.write(partial.resolve("stranger.tmp"), new byte[1]);
        try (FakeRegistry registry = new FakeRegistry(this::serve)) {
            Path fetched = fetch(registry);
            assertThat(registry.requests()).anyMatch(request -> request.endsWith("/weights bytes=100000-"));
            assertThat(fetched.resolve("stranger.tmp")).doesNotExist();
        }
    }

    @Test
    void whatAnInterruptedFetchLeftIsFetchedAnewIfItIsWrong() throws IOException {
        Path partial =
                Files.createDirectories(temp.resolve("cache").resolve(version().commit() + ".partial"));
        Files.write(partial.resolve("weights"), random(100_000));
        try (FakeRegistry registry = new FakeRegistry(this::serve)) {
            assertThat(fetch(registry).resolve("weights")).hasBinaryContent(weights);
            assertThat(registry.requests()).anyMatch(request -> request.endsWith("/weights"));
        }
    }

    @Test
    void refusesCorruptBytesAndNamesTheFile() throws IOException {
        byte[] corrupt = weights.clone();
        corrupt[150_000] ^= 1;
        try (FakeRegistry registry = new FakeRegistry(exchange -> {
            if (path(exchange).equals("weights")) {
                FakeRegistry.send(exchange, 200, corrupt.length, corrupt);
            } else {
                serve(exchange);
            }
        })) {
            assertThatThrownBy(() -> fetch(registry))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE))
                    .hasMessageContaining("acme/thing@3: weights arrives corrupt")
                    .hasMessageContaining(Digest.of(weights).hex());
            assertThat(temp.resolve("cache").resolve(version().commit())).doesNotExist();
        }
    }

    @Test
    void refusesMoreBytesThanPromised() throws IOException {
        try (FakeRegistry registry =
                new FakeRegistry(exchange -> FakeRegistry.send(exchange, 200, 5_000, random(5_000)))) {
            assertThatThrownBy(() -> fetch(registry))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("5000 bytes where 2 are expected");
        }
    }

    @Test
    void givesUpOnARegistryThatStandsStill() throws IOException {
        try (FakeRegistry registry = new FakeRegistry(exchange -> {
            FakeRegistry.send(exchange, 200, files.get(path(exchange)).length, new byte[] {'{'});
            sleep(5_000);
        })) {
            assertThatThrownBy(() -> fetch(registry))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("nothing came");
        }
    }

    @Test
    void saysWhatTheRegistrySaysOfTheFile() throws IOException {
        try (FakeRegistry registry =
                new FakeRegistry(exchange -> FakeRegistry.say(exchange, 500, "{\"error\":\"its copy is damaged\"}"))) {
            assertThatThrownBy(() -> fetch(registry))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("acme/thing@3: config.json")
                    .hasMessageContaining("its copy is damaged");
        }
    }

    @Test
    void fetchersOfTheSameVersionDoTheWorkOnce() throws Exception {
        try (FakeRegistry registry = new FakeRegistry(this::serve);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Path>> fetches = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                fetches.add(threads.submit(() -> fetch(registry)));
            }
            for (Future<Path> one : fetches) {
                assertThat(one.get().resolve("weights")).hasBinaryContent(weights);
            }
            assertThat(registry.requests()).hasSize(3);
        }
    }

    @Test
    void refusesAListThatDoesNotHaveItsDigest() throws IOException {
        Version honest = version();
        Version forged = new Version(
                RepositoryType.MODEL,
                NAME,
                3,
                "../../outside",
                honest.digest(),
                null,
                null,
                "",
                null,
                null,
                honest.files(),
                Instant.EPOCH);
        try (FakeRegistry registry = new FakeRegistry(this::serve)) {
            assertThatThrownBy(() -> client(registry).fetch(RepositoryType.MODEL, forged, temp.resolve("cache")))
                    .isInstanceOf(Problem.class);
            assertThat(registry.requests()).isEmpty();
        }
    }

    private Path fetch(FakeRegistry registry) {
        return client(registry).fetch(RepositoryType.MODEL, version(), temp.resolve("cache"));
    }

    private static RegistryClient client(FakeRegistry registry) {
        return new RegistryClient(registry.address(), SHORT);
    }

    private Version version() {
        List<FileEntry> entries = files.entrySet().stream()
                .map(file -> new FileEntry(file.getKey(), file.getValue().length, Digest.of(file.getValue())))
                .toList();
        Digest digest = Version.digestOf(entries);
        String commit = digest.hex().substring(0, 40);
        return new Version(
                RepositoryType.MODEL, NAME, 3, commit, digest, null, null, "", null, null, entries, Instant.EPOCH);
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] bytes = files.get(path(exchange));
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            FakeRegistry.send(exchange, 200, bytes.length, bytes);
        } else {
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            FakeRegistry.send(exchange, 206, bytes.length - from, Arrays.copyOfRange(bytes, from, bytes.length));
        }
    }

    private String path(HttpExchange exchange) {
        return exchange.getRequestURI()
                .getPath()
                .substring(("/acme/thing/resolve/" + version().commit() + "/").length());
    }

    private static List<String> names(Path folder) throws IOException {
        try (var list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
