package aprendiz.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aprendiz.inference.ServiceTest;
import aprendiz.model.Task;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that others wrote against the running service: the scripts in {@code src/test/clients}. Runs in the profile
 * {@code real-clients}; CONTRIBUTING says what has to be installed.
 */
@QuarkusTest
class RealClients extends ServiceTest {

    private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
    private static final String PYTHON = System.getProperty("python", "");
    private static final String MODULES = System.getProperty("node.modules", "");

    @TestHTTPResource
    URI address;

    @TempDir
    Path temp;

    @BeforeEach
    void publish() {
        classifier("labels");
        model("entities", Task.TOKEN_CLASSIFICATION, "O", "PER");
        model("answers", Task.QUESTION_ANSWERING);
        model("masks", Task.FILL_MASK);
        model("vectors", Task.FEATURE_EXTRACTION);
        model("entails", Task.TEXT_CLASSIFICATION, "entailment", "neutral", "contradiction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub_inference.py", "openai_embeddings.py", "triton_http.py", "triton_grpc.py"})
    void pythonClientsWork(String script) throws Exception {
        assumeTrue(!PYTHON.isEmpty(), "-Dpython=<python with the clients>");
        run(List.of(PYTHON, SCRIPTS.resolve(script).toString(), home()));
    }

    @Test
    void javaScriptClientsWork() throws Exception {
        assumeTrue(!MODULES.isEmpty(), "-Dnode.modules=<folder that npm filled>");
        Path script = Files.copy(SCRIPTS.resolve("inference.mjs"), temp.resolve("inference.mjs"));
        Files.createSymbolicLink(temp.resolve("node_modules"), Path.of(MODULES).toAbsolutePath());
        run(List.of("node", script.toString(), home()));
    }

    private String home() {
        return address.toString().replaceAll("/$", "");
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(temp, "client", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HF_TOKEN", "hf_anything");
        int exit = builder.start().waitFor();
        assertThat(exit).as("%s: %s", command, Files.readString(output)).isZero();
    }
}
