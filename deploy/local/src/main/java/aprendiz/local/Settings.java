package aprendiz.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the platform of one machine lies and listens.
 *
 * @param root the project's folder, with the packaged services
 * @param home what the platform keeps: data, logs, process numbers
 */
record Settings(
        Path root,
        Path home,
        Part.Port registry,
        Part.Port training,
        Part.Port inference,
        Part.Port postgres,
        Part.Port kafka,
        Part.Port kafkaController) {

    Settings {
        root = root.toAbsolutePath().normalize();
        home = home.toAbsolutePath().normalize();
        Map<Integer, String> taken = new LinkedHashMap<>();
        for (Part.Port port : List.of(registry, training, inference, postgres, kafka, kafkaController)) {
            String other = taken.putIfAbsent(port.number(), port.setting());
            if (other != null) {
                throw new IllegalArgumentException(
                        "port " + port.number() + " is given twice: by " + other + " and by " + port.setting());
            }
        }
    }

    /** From {@code APRENDIZ_ROOT}, {@code APRENDIZ_HOME} and {@code APRENDIZ_*_PORT}. */
    static Settings of(Map<String, String> environment) {
        Path root = Path.of(environment.getOrDefault("APRENDIZ_ROOT", "."));
        if (!Files.exists(root.resolve("mvnw"))) {
            throw new IllegalArgumentException("APRENDIZ_ROOT is not the project's folder: " + root.toAbsolutePath());
        }
        String home = environment.get("APRENDIZ_HOME");
        Part.Port kafka = port(environment, "APRENDIZ_KAFKA_PORT", 8092);
        return new Settings(
                root,
                home == null ? root.resolve(".aprendiz") : Path.of(home),
                port(environment, "APRENDIZ_REGISTRY_PORT", 8081),
                port(environment, "APRENDIZ_TRAINING_PORT", 8082),
                port(environment, "APRENDIZ_INFERENCE_PORT", 8083),
                port(environment, "APRENDIZ_POSTGRES_PORT", 8091),
                kafka,
                controller(environment, kafka));
    }

    Path run() {
        return home.resolve("run");
    }

    Path log(String part) {
        return home.resolve("logs").resolve(part + ".log");
    }

    Path pid(String part) {
        return run().resolve(part + ".pid");
    }

    /** Only the broker itself calls it: with a port of one's own for Kafka, any free one will do. */
    private static Part.Port controller(Map<String, String> environment, Part.Port kafka) {
        String setting = "APRENDIZ_KAFKA_CONTROLLER_PORT";
        return kafka.number() == 8092 || environment.containsKey(setting)
                ? port(environment, setting, 8093)
                : new Part.Port(Ports.free(), setting);
    }

    private static Part.Port port(Map<String, String> environment, String setting, int standard) {
        String value = environment.getOrDefault(setting, String.valueOf(standard));
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65535) {
            throw new IllegalArgumentException(setting + " must be a port between 1 and 65535, not \"" + value + "\"");
        }
        return new Part.Port(Integer.parseInt(value), setting);
    }
}
