package aprendiz.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the project lies, and the door to the platform's own program. */
final class Home {

    /** The project's folder: {@code APRENDIZ_ROOT}, or the folder at hand. */
    static Path root() {
        return Path.of(System.getenv().getOrDefault("APRENDIZ_ROOT", "."))
                .toAbsolutePath()
                .normalize();
    }

    /** What the platform keeps: {@code APRENDIZ_HOME}, or {@code .aprendiz} in the project. */
    static Path data() {
        String home = System.getenv("APRENDIZ_HOME");
        return home == null ? root().resolve(".aprendiz") : Path.of(home).toAbsolutePath();
    }

    /**
     * Runs {@code up}, {@code down} or {@code status} of the platform.
     *
     * @param out null to let it speak on this terminal
     * @return its exit code
     */
    static int platform(String command, StringBuilder out) throws IOException, InterruptedException {
        Path local = root().resolve("deploy/local/target");
        if (!Files.isDirectory(local.resolve("lib"))) {
            throw new IOException(
                    "the platform is not built: " + local + "/lib is missing; run ./aprendiz from the project");
        }
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                local.resolve("lib") + "/*" + File.pathSeparator + local + "/*",
                "aprendiz.local.Platform",
                command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("APRENDIZ_ROOT", root().toString());
        if (out == null) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        }
        Process process = builder.start();
        if (out != null) {
            out.append(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return process.waitFor();
    }

    private Home() {}
}
