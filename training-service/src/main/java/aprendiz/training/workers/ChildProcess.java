package aprendiz.training.workers;

import aprendiz.training.Settings;
import aprendiz.training.run.JobFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The process of a job: a JVM on this service's own class path, without Quarkus. It holds nothing of this one but the
 * other end of its standard input, by whose end it knows that this one died.
 */
final class ChildProcess implements AutoCloseable {

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    static ChildProcess start(JobFolder folder, Settings.Worker settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + settings.heap(),
                        "-XX:+UseSerialGC",
                        // the work is native code; a second compiler would only take its processors
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        settings.process(),
                        folder.path().toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.contains("PASSWORD") || name.startsWith("JAVA_TOOL_OPTIONS"));
        // not an argument, so that a list of processes shows which job this one works on
        environment.put("CLASSPATH", classPath());
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("DJL_OFFLINE", "true");
        environment.put("OPT_OUT_TRACKING", "true");
        return new ChildProcess(builder.start());
    }

    /** Of the packaged service its three folders of jars; in tests and from an IDE the class path as it is. */
    private static String classPath() {
        String path = System.getProperty("java.class.path");
        Path jar = Path.of(path.split(File.pathSeparator, 2)[0]).toAbsolutePath();
        Path root = jar.getParent();
        if (root == null || !Files.isDirectory(root.resolve("lib/main"))) {
            return path;
        }
        return String.join(
                File.pathSeparator,
                root.resolve("app") + "/*",
                root.resolve("lib/main") + "/*",
                root.resolve("lib/boot") + "/*");
    }

    /** True once it has ended; waits that long at most. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Its exit code, said so that people understand it. */
    String exit() {
        int code = process.exitValue();
        return switch (code) {
            case 3 ->
                "out of memory: it ran out of heap (exit code 3); aprendiz.training.worker.heap sets how much there is";
            case 75 -> "another process works in the job's folder (exit code 75)";
            case 137 -> "it was killed, perhaps for want of memory (signal 9)";
            case 134, 139 -> "it crashed in native code (signal " + (code - 128) + ")";
            case 143 -> "it was told to end (signal 15)";
            default -> "it ended with exit code " + code;
        };
    }

    boolean endedWell() {
        return process.exitValue() == 0;
    }

    /** Kills it if it still runs, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
