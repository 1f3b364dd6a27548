package aprendiz.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Kafka broker on loopback in a JVM of its own, whose messages stay in a folder. */
public final class Kafka implements AutoCloseable {

    /** The file in which {@link KafkaMain} writes its process number when clients may come. */
    static final String READY = "ready";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Child child;
    private final int port;

    private Kafka(Child child, int port) {
        this.child = child;
        this.port = port;
    }

    /**
     * Returns when the broker answers and the platform's topics are there.
     *
     * @param folder what it keeps; made when missing
     * @param controllerPort the port on which the broker speaks with itself
     */
    public static Kafka start(Path folder, int port, int controllerPort) throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.toAbsolutePath());
        Child child = Child.start(
                Leash.PLAIN.tie("TERM", command(place, port, controllerPort)), Map.of(), place.resolve("kafka.log"));
        Kafka kafka = new Kafka(child, port);
        kafka.awaitReady(place.resolve(READY));
        return kafka;
    }

    public long pid() {
        return child.pid();
    }

    public boolean alive() {
        return child.alive();
    }

    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        child.stop("TERM", STOP);
    }

    private void awaitReady(Path ready) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady(ready)) {
            boolean ended = !child.alive();
            if (ended || System.nanoTime() > deadline) {
                close();
                throw new IOException("Kafka " + (ended ? "ended while starting" : "does not answer") + " on port "
                        + port + ":\n" + child.log().tail(12));
            }
            Thread.sleep(50);
        }
    }

    private boolean isReady(Path ready) throws IOException {
        return Files.exists(ready) && Files.readString(ready).equals(String.valueOf(child.pid()));
    }

    private static List<String> command(Path folder, int port, int controllerPort) throws IOException {
        // through a file, for a class path may be longer than a command line
        Path arguments = folder.resolve("java.arguments");
        Files.writeString(
                arguments, "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"\n");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "@" + arguments,
                KafkaMain.class.getName(),
                folder.toString(),
                String.valueOf(port),
                String.valueOf(controllerPort)));
        return command;
    }
}
