package aprendiz.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.local.PlatformState.Condition;
import aprendiz.local.PlatformState.PartState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it: real PostgreSQL, real Kafka, services that only say they are ready. */
class PlatformTest {

    private static final List<String> SERVICES = List.of("registry", "training", "inference");

    @TempDir
    Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Settings settings;
    private Platform platform;

    @BeforeEach
    void aProject() throws IOException {
        Files.createFile(root.resolve("mvnw"));
        Map<String, String> environment = new HashMap<>(Map.of("APRENDIZ_ROOT", root.toString()));
        for (String part : List.of("REGISTRY", "TRAINING", "INFERENCE", "POSTGRES", "KAFKA")) {
            environment.put("APRENDIZ_" + part + "_PORT", String.valueOf(Ports.free()));
        }
        for (String service : SERVICES) {
            FakeService.packageAt(root.resolve(service + "-service/target/quarkus-app"));
        }
        settings = Settings.of(environment);
        platform = new Platform(settings, new PrintStream(out, true, StandardCharsets.UTF_8), environment);
    }

    @AfterEach
    void nothingOutlivesDown() throws Exception {
        List<ProcessHandle> processes = processes();
        platform.down();
        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(settings.run().resolve("state.json")).doesNotExist();
    }

    @Test
    void startsAgainWhatIsKilledAndComesBackAfterItsOwnDeath() throws Exception {
        assertThat(platform.up()).isZero();
        assertThat(platform.status()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("registry", "kafka", "postgres");

        PartState registry = part("registry");
        ProcessHandle.of(registry.pid()).orElseThrow().destroyForcibly();
        await(() ->
                part("registry").condition() == Condition.UP && part("registry").pid() != registry.pid());

        List<ProcessHandle> parts = processes();
        ProcessHandle supervisor =
                new PidFile(settings.pid(Supervisor.NAME)).living().orElseThrow();
        assertThat(supervisor.destroyForcibly()).isTrue();
        supervisor.onExit().join();
        assertThat(platform.status()).isEqualTo(1);
        assertThat(platform.up()).isZero();
        assertThat(parts).noneMatch(ProcessHandle::isAlive);
        assertThat(platform.up()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("up already");
    }

    @Test
    void takesEverythingDownAgainWhenAPartDoesNotStart() throws Exception {
        Files.writeString(root.resolve("training-service/target/quarkus-app/quarkus-run.jar"), "no jar");
        assertThatThrownBy(platform::up)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("training does not start")
                .hasMessageContaining("training.log");
        assertThat(processes()).isEmpty();
    }

    private PartState part(String name) throws IOException {
        return PlatformState.read(Supervisor.stateFile(settings)).orElseThrow().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<ProcessHandle> processes() throws IOException {
        return PlatformState.read(Supervisor.stateFile(settings)).stream()
                .flatMap(state -> state.parts().stream())
                .filter(part -> part.pid() > 0)
                .flatMap(part -> ProcessHandle.of(part.pid()).stream())
                .toList();
    }

    private static void await(Child.Check condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.passes()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
            Thread.sleep(50);
        }
    }
}
