package aprendiz.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path root;

    @Test
    void endsWhatThePidFilesName() throws Exception {
        Settings settings = settings();
        Process orphan = new ProcessBuilder("sleep", "600").start();
        new PidFile(settings.pid("registry")).write(orphan.toHandle());
        assertThat(new Leftovers(settings).end()).isEqualTo(1);
        assertThat(orphan.isAlive()).isFalse();
        assertThat(settings.pid("registry")).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void endsWhatCarriesItsMarkThoughNoPidFileNamesIt() throws Exception {
        Settings settings = settings();
        Process worker = start(Map.of(Parts.MARK, settings.home().toString()));
        Process other = start(Map.of(Parts.MARK, settings.home() + "-of-another"));
        assertThat(new Leftovers(settings).end()).isEqualTo(1);
        assertThat(worker.isAlive()).isFalse();
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
    }

    @Test
    void leavesAProcessAloneThatOnlyGotTheNumberLater() throws Exception {
        Settings settings = settings();
        Process innocent = new ProcessBuilder("sleep", "600").start();
        Files.createDirectories(settings.run());
        Files.writeString(
                settings.pid("registry"), innocent.pid() + " " + Instant.now().minusSeconds(3600));
        assertThat(new Leftovers(settings).end()).isZero();
        assertThat(innocent.isAlive()).isTrue();
        innocent.destroyForcibly();
    }

    private static Process start(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        builder.environment().putAll(environment);
        Process process = builder.start();
        // until it is sleep, and not still us on the way to it
        while (!process.toHandle().info().command().orElse("").contains("sleep")
                && !process.toHandle().info().command().orElse("").contains("coreutils")) {
            Thread.sleep(10);
        }
        return process;
    }

    private Settings settings() throws IOException {
        Files.createFile(root.resolve("mvnw"));
        return Settings.of(Map.of("APRENDIZ_ROOT", root.toString()));
    }
}
