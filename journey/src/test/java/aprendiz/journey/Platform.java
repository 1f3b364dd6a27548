package aprendiz.journey;

import aprendiz.local.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A platform of its own for a test: its own data folder and ports, driven by the command line as a person would.
 *
 * <p>Closing it takes everything down; the logs stay below {@code journey/target}.
 */
final class Platform implements AutoCloseable {

    /** What a command came to. */
    record Outcome(int exit, String out, String err) {
        Outcome orFail() {
            if (exit != 0) {
                throw new AssertionError("exit " + exit + "\n" + out + "\n" + err);
            }
            return this;
        }
    }

    private static final List<String> PARTS = List.of("REGISTRY", "TRAINING", "INFERENCE", "POSTGRES", "KAFKA");

    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    Platform(String name) {
        home = Root.PATH.resolve("journey/target/platforms").resolve(name);
        environment.put("APRENDIZ_ROOT", Root.PATH.toString());
        environment.put("APRENDIZ_HOME", home.toString());
        for (String part : PARTS) {
            int port = Ports.free();
            ports.put(part, port);
            environment.put("APRENDIZ_" + part + "_PORT", Integer.toString(port));
        }
        environment.put("APRENDIZ_REGISTRY_URL", registry().toString());
        environment.put("APRENDIZ_TRAINING_URL", training().toString());
        environment.put("APRENDIZ_INFERENCE_URL", inference().toString());
    }

    URI registry() {
        return address("REGISTRY");
    }

    URI training() {
        return address("TRAINING");
    }

    URI inference() {
        return address("INFERENCE");
    }

    String kafka() {
        return "127.0.0.1:" + ports.get("KAFKA");
    }

    Path home() {
        return home;
    }

    private URI address(String part) {
        return URI.create("http://127.0.0.1:" + ports.get(part));
    }

    /** Runs one command of the command line and waits for its end. */
    Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Root.PATH.resolve("cli/target/lib") + "/*" + java.io.File.pathSeparator
                        + Root.PATH.resolve("cli/target") + "/*",
                "aprendiz.cli.Aprendiz"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Root.PATH.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running after 10 minutes: " + List.of(arguments));
            }
            return new Outcome(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        run("down");
    }
}
