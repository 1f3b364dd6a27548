package aprendiz.local;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the platform of one machine consists of. */
final class Parts {

    static final String DATABASE = "aprendiz";

    /** Marks every process of a platform, whoever started it, with the platform's home. */
    static final String MARK = "APRENDIZ_SUPERVISED_BY";

    private final Settings settings;

    Parts(Settings settings) {
        this.settings = settings;
    }

    Postgres postgres() {
        return new Postgres(
                settings.home().resolve("postgres"),
                settings.home().resolve("postgres"),
                settings.log("postgres"),
                settings.pid("postgres"),
                settings.postgres(),
                Postgres.Durability.KEPT,
                List.of(DATABASE));
    }

    Kafka kafka() {
        return new Kafka(
                settings.home().resolve("kafka"),
                settings.log("kafka"),
                settings.pid("kafka"),
                settings.kafka(),
                settings.kafkaController());
    }

    /** The three services; PostgreSQL's password must be there already. */
    List<Part> services() throws IOException {
        return List.of(
                service("registry", settings.registry(), 256),
                service("training", settings.training(), 256),
                service("inference", settings.inference(), 512));
    }

    private Service service(String name, Part.Port port, int heapMegabytes) throws IOException {
        return new Service(
                name,
                settings.root().resolve(name + "-service").resolve("target/quarkus-app"),
                settings.log(name),
                settings.pid(name),
                port,
                ServiceJvm.options(heapMegabytes),
                environment());
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(
                "APRENDIZ_DATABASE_URL", Postgres.url(settings.postgres().number(), DATABASE));
        environment.put("APRENDIZ_DATABASE_USER", DATABASE);
        environment.put("APRENDIZ_DATABASE_PASSWORD", postgres().password());
        environment.put(
                "APRENDIZ_KAFKA", Ports.LOOPBACK + ":" + settings.kafka().number());
        environment.put(
                "APRENDIZ_REGISTRY_URL",
                "http://" + Ports.LOOPBACK + ":" + settings.registry().number());
        environment.put("APRENDIZ_BLOBS", settings.home().resolve("blobs").toString());
        environment.put(
                "APRENDIZ_TRAINING_WORK", settings.home().resolve("training").toString());
        environment.put("APRENDIZ_MODELS", settings.home().resolve("models").toString());
        environment.putAll(ServiceJvm.environment());
        return environment;
    }
}
