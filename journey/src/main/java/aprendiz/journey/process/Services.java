package aprendiz.journey.process;

import aprendiz.local.ServiceJvm;
import aprendiz.local.TestInfrastructure;
import aprendiz.registry.client.RegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A registry and an inference service that follows it, with a database and a broker that are theirs alone. Each runs as
 * it does on one machine, and keeps its address however often it is started.
 */
public record Services(ServiceProcess registry, ServiceProcess inference) {

    private static final int REGISTRY_HEAP = 256;
    private static final int INFERENCE_HEAP = 512;

    /**
     * None is started yet, but the database and the broker.
     *
     * @param root the project's folder, where the services are built
     * @param home for blobs, checkpoints and logs
     * @param settings of inference beyond its defaults, as environment variables
     */
    public static Services prepare(Path root, Path home, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(new TestInfrastructure().start());
        environment.putAll(ServiceJvm.environment());
        environment.put("APRENDIZ_BLOBS", home.resolve("blobs").toString());
        environment.put("APRENDIZ_MODELS", home.resolve("models").toString());
        ServiceProcess registry = ServiceProcess.of("registry", root, home, environment);
        environment.put("APRENDIZ_REGISTRY_URL", registry.address().toString());
        environment.putAll(settings);
        return new Services(registry, ServiceProcess.of("inference", root, home, environment));
    }

    /** Returns when it serves; the caller ends it. */
    public Process startRegistry() throws IOException, InterruptedException {
        return registry.start(ServiceJvm.options(REGISTRY_HEAP).toArray(String[]::new));
    }

    /** Returns when it serves; the caller ends it. */
    public Process startInference() throws IOException, InterruptedException {
        return inference.start(ServiceJvm.options(INFERENCE_HEAP).toArray(String[]::new));
    }

    public RegistryClient client() {
        return new RegistryClient(registry.address());
    }
}
