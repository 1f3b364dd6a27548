package aprendiz.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import aprendiz.journey.load.Arrivals;
import aprendiz.journey.load.Call;
import aprendiz.journey.load.Endpoint;
import aprendiz.journey.load.Load;
import aprendiz.journey.load.Outcome;
import aprendiz.journey.load.Sample;
import aprendiz.journey.process.Services;
import aprendiz.local.TestInfrastructure;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasWish;
import aprendiz.registry.client.RegistryClient;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Bad luck under load: what inference answers is right, and nobody pays for somebody else's trouble. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InferenceFaultsIT {

    private static final ModelName MODEL = new ModelName("faults", "rooms");
    private static final List<Sample> TEXTS = List.of(new Sample("a good room", 5), new Sample("bad rooms", 5));
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    static Path temp;

    private static Services services;
    private static Process registry;
    private static Process inference;
    private static Endpoint endpoint;

    @BeforeAll
    static void up() throws Exception {
        services = Services.prepare(
                Root.PATH, temp, Map.of("APRENDIZ_INFERENCE_POLL", "1s", "QUARKUS_SHUTDOWN_DELAY", "5s"));
        registry = services.startRegistry();
        inference = services.startInference();
        publish(TinyClassifier.write(temp.resolve("first"), 1), "first");
        move(1);
        endpoint = new Endpoint(services.inference().address().resolve("/models/" + MODEL));
        awaitAnswersOf(1);
    }

    @AfterAll
    static void down() throws Exception {
        endpoint.close();
        for (Process process : new Process[] {inference, registry}) {
            process.destroyForcibly().waitFor();
        }
    }

    private static void publish(Path folder, String key) {
        services.client().publish(RepositoryType.MODEL, MODEL, folder, key, key);
    }

    private static void move(int version) {
        RegistryClient client = services.client();
        int held = client.repository(RepositoryType.MODEL, MODEL).aliases().getOrDefault("champion", 0);
        client.moveAlias(MODEL, "champion", new AliasWish(version, held, "tests", ""));
    }

    private static void awaitAnswersOf(int version) {
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> endpoint.ask("a room").version().equals(MODEL + "@" + version));
    }

    private static Load load(Endpoint at) {
        return new Load(at, TEXTS, new Arrivals.Closed(4));
    }

    private static URI at(String path) {
        return services.inference().address().resolve(path);
    }

    @Test
    @Order(1)
    void aVersionThatAnswersWithoutNumbersStaysOff() throws Exception {
        publish(TinyClassifier.writeSpoilt(temp.resolve("spoilt"), 2), "spoilt");
        Outcome outcome = load(endpoint).during(() -> {
            move(2);
            await().atMost(LONG)
                    .untilAsserted(() -> given().get(at("/v1/serving"))
                            .then()
                            .statusCode(200)
                            .body("[0].wanted", equalTo(2))
                            .body("[0].version", equalTo(1)));
            return null;
        });
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.calls()).extracting(call -> call.answer().version()).containsOnly(MODEL + "@1");
        given().contentType("application/json")
                .body("{\"inputs\": \"a room\"}")
                .post(at("/models/" + MODEL + "?revision=2"))
                .then()
                .statusCode(503)
                .body("error", containsString("@2"));
        move(1);
    }

    @Test
    @Order(2)
    void whoSendsSlowlyHarmsNobody() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), services.inference().port());
                slow.add(socket);
                String begun =
                        "POST /models/" + MODEL + " HTTP/1.1\r\nHost: slow\r\nContent-Type: application/json\r\n";
                String rest = i % 2 == 0 ? "X-Slow" : "Content-Length: 1000000\r\n\r\n{\"inputs\": \"a";
                socket.getOutputStream().write((begun + rest).getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            Outcome outcome = load(endpoint).run(0, 2);
            assertThat(outcome.calls())
                    .isNotEmpty()
                    .allMatch(call -> call.answer().isGood());
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @Order(3)
    void theRegistryAndKafkaGoAwayUnderLoadAndComeBack() throws Exception {
        publish(TinyClassifier.write(temp.resolve("third"), 3), "third");
        Outcome outcome = load(endpoint).during(() -> {
            TestInfrastructure.stopKafka();
            registry.destroyForcibly().waitFor();
            Thread.sleep(2000); // it is asked for meanwhile
            registry = services.startRegistry();
            move(3);
            awaitAnswersOf(3);
            TestInfrastructure.startKafka();
            return null;
        });
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.refusals().seconds()).isEmpty();
    }

    @Test
    @Order(4)
    void toldToEndItAnswersEverybodyFirst() throws Exception {
        Process ending = inference;
        Outcome outcome = load(endpoint).during(() -> {
            Thread.sleep(500);
            ending.destroy();
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !services.inference().isReady());
            assertThat(endpoint.ask("a room").isGood()).isTrue();
            return null; // as a balancer does: nothing more is sent here
        });
        assertThat(outcome.calls()).isNotEmpty().allMatch(call -> call.answer().isGood());
        assertThat(ending.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Order(5)
    void startsWithWhatItServedWhileTheRegistryAndKafkaAreAway() throws Exception {
        TestInfrastructure.stopKafka();
        registry.destroyForcibly().waitFor();
        inference = services.startInference();
        assertThat(endpoint.ask("a room").version()).isEqualTo(MODEL + "@3");
        TestInfrastructure.startKafka();
        registry = services.startRegistry();
        move(1);
        awaitAnswersOf(1);
    }

    @Test
    @Order(6)
    void killedUnderLoadItComesBackAsItWas() throws Exception {
        Outcome outcome = load(endpoint).during(() -> {
            Thread.sleep(500);
            inference.destroyForcibly().waitFor();
            inference = services.startInference();
            awaitAnswersOf(1);
            return null;
        });
        assertThat(outcome.failures()).isNotEmpty().allMatch(InferenceFaultsIT::brokeOff);
    }

    /** The connection broke: nothing else may be seen of a service that was killed. */
    private static boolean brokeOff(Call call) {
        return call.answer().status() == 0;
    }
}
