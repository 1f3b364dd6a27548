package aprendiz.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.VersionQuery;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryClientTest {

    private static final Patience SHORT = new Patience(3, Duration.ofMillis(10), Duration.ofSeconds(2));
    private static final ModelName NAME = new ModelName("acme", "thing");

    @TempDir
    Path temp;

    @Test
    void sendsTheHeadersOfTheMoment() throws IOException {
        List<String> sent = new ArrayList<>();
        try (FakeRegistry registry = new FakeRegistry(exchange -> {
            sent.add(exchange.getRequestHeaders().getFirst("X-Moment"));
            FakeRegistry.say(exchange, 200, "[]");
        })) {
            AtomicInteger moment = new AtomicInteger();
            RegistryClient client =
                    client(registry).withHeaders(() -> Map.of("X-Moment", "" + moment.incrementAndGet()));
            client.list(RepositoryType.MODEL);
            client.withToken("secret").list(RepositoryType.MODEL);
        }
        assertThat(sent).containsExactly("1", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "400,INVALID",
        "404,NOT_FOUND",
        "409,CONFLICT",
        "422,REFUSED",
        "429,BUSY",
        "500,INTERNAL",
        "503,UNAVAILABLE",
        "502,UNAVAILABLE",
        "413,INVALID",
        "412,CONFLICT"
    })
    void whatTheRegistryRefusesComesBackAsItsProblem(int status, Problem.Kind kind) throws IOException {
        String details = """
                {"type":"about:blank","title":"A title","status":%d,"detail":"the particulars",
                 "violations":[{"field":"files[0].path","message":"is wrong"}]}""".formatted(status);
        try (FakeRegistry registry = new FakeRegistry(exchange -> FakeRegistry.say(exchange, status, details))) {
            assertThatThrownBy(() -> client(registry).repository(RepositoryType.MODEL, NAME))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.kind()).isEqualTo(kind);
                        assertThat(problem.title()).isEqualTo("A title");
                        assertThat(problem.complaints())
                                .containsExactly(new Problem.Complaint("files[0].path", "is wrong"));
                    })
                    .hasMessage("the particulars");
        }
    }

    @Test
    void aRegistryThatIsAwayIsUnavailable() {
        RegistryClient client = new RegistryClient(URI.create("http://127.0.0.1:1"), SHORT);
        assertThatThrownBy(() -> client.list(RepositoryType.MODEL))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE))
                .hasMessageContaining("http://127.0.0.1:1 does not answer (tried 3 times)");
    }

    @Test
    void followsTheAddressesOfPagesWhereverTheyComeFrom() throws IOException {
        try (FakeRegistry registry = new FakeRegistry(exchange -> {
            boolean first = !exchange.getRequestURI().toString().contains("cursor");
            if (first) {
                exchange.getResponseHeaders()
                        .add("Link", "<https://models.example/v1/models?limit=1000&cursor=a%2Fb>; rel=\"next\"");
            }
            FakeRegistry.say(
                    exchange,
                    200,
                    "[{\"type\":\"model\",\"name\":\"acme/thing-" + (first ? 1 : 2) + "\",\"latest\":1}]");
        })) {
            assertThat(client(registry).list(RepositoryType.MODEL))
                    .extracting(repository -> repository.name().name())
                    .containsExactly("thing-1", "thing-2");
            assertThat(client(registry).list(VersionQuery.all(RepositoryType.MODEL), 1))
                    .hasSize(1);
        }
    }

    @Test
    void triesAgainWhileTheRegistryIsBusy() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (FakeRegistry registry = new FakeRegistry(exchange -> {
            if (calls.incrementAndGet() < 3) {
                FakeRegistry.say(exchange, 503, "{}");
            } else {
                FakeRegistry.say(exchange, 200, "[]");
            }
        })) {
            assertThat(client(registry).list(RepositoryType.DATASET)).isEmpty();
            assertThat(registry.requests()).hasSize(3);
        }
    }

    @Test
    void anAnswerThatIsNoJsonIsTheRegistrysFault() throws IOException {
        try (FakeRegistry registry = new FakeRegistry(exchange -> FakeRegistry.say(exchange, 200, "<html>"))) {
            assertThatThrownBy(() -> client(registry).list(RepositoryType.MODEL))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
        }
    }

    @Test
    void sendsOnlyTheBlobsThatAreMissingAndEachOnce() throws IOException {
        Files.writeString(temp.resolve("a.txt"), "same");
        Files.createDirectories(temp.resolve("sub"));
        Files.writeString(temp.resolve("sub/b.txt"), "same");
        Files.writeString(temp.resolve("c.txt"), "known");
        String known = Digest.of("known".getBytes(StandardCharsets.UTF_8)).hex();
        try (FakeRegistry registry = new FakeRegistry(exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean found = !exchange.getRequestMethod().equals("HEAD")
                    || exchange.getRequestURI().getPath().endsWith(known);
            if (exchange.getRequestMethod().equals("POST")) {
                FakeRegistry.say(exchange, 400, "{\"detail\":\"enough\"}");
            } else {
                exchange.sendResponseHeaders(found ? 200 : 404, -1);
            }
        })) {
            assertThatThrownBy(() -> client(registry).publish(RepositoryType.DATASET, NAME, temp, "", null))
                    .hasMessage("enough");
            assertThat(registry.requests())
                    .filteredOn(request -> request.startsWith("PUT"))
                    .hasSize(1);
        }
    }

    @Test
    void refusesAFolderThatIsNotThere() throws IOException {
        try (FakeRegistry registry = new FakeRegistry(exchange -> FakeRegistry.say(exchange, 200, ""))) {
            assertThatThrownBy(() ->
                            client(registry).publish(RepositoryType.MODEL, NAME, temp.resolve("nowhere"), "", null))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("nowhere");
        }
    }

    private static RegistryClient client(FakeRegistry registry) {
        return new RegistryClient(registry.address(), SHORT);
    }
}
