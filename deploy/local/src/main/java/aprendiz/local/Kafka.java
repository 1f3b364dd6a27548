package aprendiz.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Kafka broker on loopback in a JVM of its own, whose messages stay in a folder. It serves when the platform's topics are there.
 *
 * @param controllerPort the port on which the broker speaks with itself
 */
record Kafka(Path folder, Path log, Path pidFile, Port port, Port controllerPort) implements Part {

    /** The file in which {@link KafkaMain} writes its process number when clients may come. */
    static final String READY = "ready";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    Kafka {
        folder = folder.toAbsolutePath();
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<Port> ports() {
        return List.of(port, controllerPort);
    }

    @Override
    public Child start() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Child child = Child.start(Leash.PLAIN, Child.Signal.TERM, command(), Map.of(), log, pidFile);
        Path ready = folder.resolve(READY);
        child.awaitReady(
                "Kafka",
                PATIENCE,
                () -> Files.exists(ready) && Files.readString(ready).equals(String.valueOf(child.pid())));
        return child;
    }

    private List<String> command() throws IOException {
        // through a file, for a class path may be longer than a command line
        Path arguments = folder.resolve("java.arguments");
        Files.writeString(arguments, "-cp \"" + Java.classPath().replace("\\", "\\\\") + "\"\n");
        return List.of(
                Java.PROGRAM,
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss,SSS",
                "@" + arguments,
                KafkaMain.class.getName(),
                folder.toString(),
                String.valueOf(port.number()),
                String.valueOf(controllerPort.number()));
    }
}
