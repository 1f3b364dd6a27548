package aprendiz.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    Path root;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aProject() throws IOException {
        Files.createFile(root.resolve("mvnw"));
        environment.put("APRENDIZ_ROOT", root.toString());
    }

    @Test
    void pinsItsDefaults() {
        Settings settings = Settings.of(environment);
        assertThat(settings.home()).isEqualTo(root.resolve(".aprendiz"));
        assertThat(settings.registry().number()).isEqualTo(8081);
        assertThat(settings.training().number()).isEqualTo(8082);
        assertThat(settings.inference().number()).isEqualTo(8083);
        assertThat(settings.postgres().number()).isEqualTo(8091);
        assertThat(settings.kafka().number()).isEqualTo(8092);
        assertThat(settings.kafkaController().number()).isEqualTo(8093);
    }

    @Test
    void refusesAPortThatIsNone() {
        environment.put("APRENDIZ_TRAINING_PORT", "70000");
        assertThatThrownBy(() -> Settings.of(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("APRENDIZ_TRAINING_PORT")
                .hasMessageContaining("70000");
    }

    @Test
    void refusesOnePortForTwo() {
        environment.put("APRENDIZ_TRAINING_PORT", "8081");
        assertThatThrownBy(() -> Settings.of(environment))
                .hasMessageContaining("8081")
                .hasMessageContaining("APRENDIZ_REGISTRY_PORT")
                .hasMessageContaining("APRENDIZ_TRAINING_PORT");
    }

    @Test
    void refusesARootThatIsNoProject() throws IOException {
        Files.delete(root.resolve("mvnw"));
        assertThatThrownBy(() -> Settings.of(environment)).hasMessageContaining("APRENDIZ_ROOT");
    }

    @Test
    void namesThePortThatIsTakenWhoNeedsItAndWhatChangesIt() throws IOException {
        for (String part : new String[] {"REGISTRY", "TRAINING", "INFERENCE", "POSTGRES"}) {
            environment.put("APRENDIZ_" + part + "_PORT", String.valueOf(Ports.free()));
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            environment.put("APRENDIZ_KAFKA_PORT", String.valueOf(taken.getLocalPort()));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Platform platform = new Platform(
                    Settings.of(environment), new PrintStream(out, true, StandardCharsets.UTF_8), environment);
            assertThatThrownBy(platform::up)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("kafka")
                    .hasMessageContaining("APRENDIZ_KAFKA_PORT");
            assertThat(root.resolve(".aprendiz/run/platform.pid")).doesNotExist();
        }
    }
}
