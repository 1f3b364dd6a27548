package aprendiz.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasWish;
import aprendiz.registry.RegistryTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clients themselves against the running registry: the scripts in {@code src/test/clients}. Runs in the profile
 * {@code real-clients}; CONTRIBUTING says what has to be installed.
 */
@QuarkusTest
class RealClients extends RegistryTest {

    private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
    private static final String PYTHON = System.getProperty("python", "");
    private static final String MODULES = System.getProperty("node.modules", "");

    @ParameterizedTest
    @ValueSource(strings = {"hub_write.py", "hub_data.py", "transformers_push.py", "sentence_transformers_push.py"})
    void pythonClientsWork(String script) throws Exception {
        python(Map.of(), script, newName().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub_write.py", "hub_data.py"})
    void pythonClientsWorkByGitLfs(String script) throws Exception {
        python(Map.of("HF_HUB_DISABLE_XET", "1"), script, newName().toString());
    }

    @Test
    void aPushedModelIsPublishedAndLoadedByItsAlias() throws Exception {
        ModelName name = newName();
        python(Map.of(), "transformers_push.py", name.toString());
        RestAssured.given()
                .contentType("application/json")
                .body("{\"commit\":\"main\",\"kind\":\"base\",\"task\":\"text-classification\"}")
                .post("/v1/models/" + name + "/versions")
                .then()
                .statusCode(201);
        client.moveAlias(name, "champion", new AliasWish(1, 0, "me", "the first"));
        assertThat(client.repository(RepositoryType.MODEL, name).aliases()).containsEntry("champion", 1);
        python(Map.of(), "transformers_alias.py", name.toString(), "champion");
        if (!MODULES.isEmpty()) {
            node("transformers.mjs", name.toString());
        }
    }

    @Test
    void javaScriptClientWorks() throws Exception {
        node("hub.mjs", newName().toString());
    }

    private void python(Map<String, String> settings, String script, String... arguments) throws Exception {
        assumeTrue(!PYTHON.isEmpty(), "-Dpython=<python with the clients>");
        List<String> command =
                new ArrayList<>(List.of(PYTHON, SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        run(settings, command);
    }

    private void node(String script, String name) throws Exception {
        assumeTrue(!MODULES.isEmpty(), "-Dnode.modules=<folder that npm filled>");
        Path copy = Files.copy(SCRIPTS.resolve(script), temp.resolve(script));
        if (!Files.exists(temp.resolve("node_modules"))) {
            Files.createSymbolicLink(
                    temp.resolve("node_modules"), Path.of(MODULES).toAbsolutePath());
        }
        run(Map.of(), List.of("node", copy.toString(), name));
    }

    private void run(Map<String, String> settings, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(temp, "client", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HF_ENDPOINT", registry.toString().replaceAll("/$", ""));
        builder.environment().put("HF_HOME", temp.resolve("hf").toString());
        builder.environment().put("HF_TOKEN", "hf_anything");
        builder.environment().putAll(settings);
        int exit = builder.start().waitFor();
        assertThat(exit).as("%s: %s", command, Files.readString(output)).isZero();
    }
}
