package aprendiz.journey.process;

import aprendiz.local.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A platform with its own data folder and ports, driven by the command line as a person would.
 *
 * <p>Closing it takes everything down; what it kept stays, and comes back with another at the same home.
 */
public final class Platform implements AutoCloseable {

    /** What a command came to. */
    public record Outcome(int exit, String out, String err) {
        public Outcome orFail() {
            if (exit != 0) {
                throw new IllegalStateException("exit " + exit + "\n" + out + "\n" + err);
            }
            return this;
        }
    }

    private static final List<String> PARTS = List.of("REGISTRY", "TRAINING", "INFERENCE", "POSTGRES", "KAFKA");

    private final Path root;
    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    /**
     * None is started yet.
     *
     * @param root the project's folder, where everything is built
     * @param home for all that it keeps
     */
    public Platform(Path root, Path home) {
        this.root = root;
        this.home = home;
        environment.put("APRENDIZ_ROOT", root.toString());
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

    public URI registry() {
        return address("REGISTRY");
    }

    public URI training() {
        return address("TRAINING");
    }

    public URI inference() {
        return address("INFERENCE");
    }

    public String kafka() {
        return "127.0.0.1:" + ports.get("KAFKA");
    }

    public Path home() {
        return home;
    }

    private URI address(String part) {
        return URI.create("http://127.0.0.1:" + ports.get(part));
    }

    /** Runs one command of the command line and waits for its end, at most ten minutes. */
    public Outcome run(String... arguments) {
        return run(Duration.ofMinutes(10), arguments);
    }

    /** Runs one command of the command line and waits for its end, at most for so long. */
    public Outcome run(Duration patience, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                root.resolve("cli/target/lib") + "/*" + File.pathSeparator + root.resolve("cli/target") + "/*",
                "aprendiz.cli.Aprendiz"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(patience.toMinutes(), TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("still running after " + patience + ": " + List.of(arguments));
            }
            return new Outcome(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        run("down");
    }
}
