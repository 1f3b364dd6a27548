package aprendiz.journey.process;

import aprendiz.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One packaged service at an address that stays the same however often its process is started anew.
 *
 * @param name of the service: {@code registry}
 * @param application the folder of {@code quarkus-run.jar}
 * @param home where its log lies, and what makes its starts quick
 * @param environment the service's: database, broker, blobs
 */
public record ServiceProcess(String name, Path application, Path home, int port, Map<String, String> environment) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    public ServiceProcess {
        environment = Map.copyOf(environment);
    }

    /**
     * A service of this build, on a free port.
     *
     * @param root the project's folder
     */
    public static ServiceProcess of(String name, Path root, Path home, Map<String, String> environment) {
        Path application = root.resolve(name + "-service").resolve("target/quarkus-app");
        return new ServiceProcess(name, application, home, Ports.free(), environment);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Path log() {
        return home.resolve(name + ".log");
    }

    /** Starts it and returns when it serves; the caller ends it. */
    public Process start(String... options) throws IOException, InterruptedException {
        return startUnder(List.of(), options);
    }

    /**
     * As {@link #start}, with at most so many bytes in any one file that it writes: how a disk that is full looks to a
     * process.
     */
    public Process startWithLimit(int kilobytes, String... options) throws IOException, InterruptedException {
        return startUnder(List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$0\" \"$@\""), options);
    }

    private Process startUnder(List<String> wrapper, String... options) throws IOException, InterruptedException {
        Files.createDirectories(home);
        List<String> command = new ArrayList<>(wrapper);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-jar",
                application.resolve("quarkus-run.jar").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        Process process = builder.start();
        awaitReady(process);
        return process;
    }

    private void awaitReady(Process process) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("the " + name + " service does not come up; its log is " + log());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    /** What it tells balancers; false as well if nothing answers. */
    public boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address().resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
