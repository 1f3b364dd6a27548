package aprendiz.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of the three services, from its packaged application.
 *
 * @param application the folder of {@code quarkus-run.jar}
 * @param options the JVM's
 */
record Service(
        String name,
        Path application,
        Path log,
        Path pidFile,
        Port port,
        List<String> options,
        Map<String, String> environment)
        implements Part {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    @Override
    public List<Port> ports() {
        return List.of(port);
    }

    @Override
    public Child start() throws IOException, InterruptedException {
        Path jar = application.resolve("quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException("the " + name + " service is not built: " + jar
                    + " is missing; build with ./mvnw -Dquick -DskipTests package");
        }
        List<String> command = new ArrayList<>(List.of(Java.PROGRAM));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        Map<String, String> complete = new LinkedHashMap<>(environment);
        complete.put("QUARKUS_HTTP_HOST", Ports.LOOPBACK);
        complete.put("QUARKUS_HTTP_PORT", String.valueOf(port.number()));
        Child child = Child.start(Leash.PLAIN, Child.Signal.TERM, command, complete, log, pidFile);
        child.awaitReady("the " + name + " service", PATIENCE, () -> isReady(port.number()));
        return child;
    }

    static boolean isReady(int port) throws InterruptedException {
        URI address = URI.create("http://" + Ports.LOOPBACK + ":" + port + "/q/health/ready");
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(address)
                                            .timeout(ANSWER)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
