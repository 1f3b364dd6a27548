package aprendiz.cli;

import aprendiz.registry.client.RegistryClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** Where the services are: options, then environment, then this machine. */
final class Addresses {

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "the registry (APRENDIZ_REGISTRY_URL; http://127.0.0.1:8081)")
    private URI registry = of("REGISTRY", 8081);

    @Option(
            names = "--training",
            paramLabel = "URL",
            description = "the training service (APRENDIZ_TRAINING_URL; http://127.0.0.1:8082)")
    private URI training = of("TRAINING", 8082);

    @Option(
            names = "--inference",
            paramLabel = "URL",
            description = "the inference service (APRENDIZ_INFERENCE_URL; http://127.0.0.1:8083)")
    private URI inference = of("INFERENCE", 8083);

    RegistryClient registry() {
        return RegistryClient.at(registry);
    }

    Service training() {
        return new Service("training", training);
    }

    Service inference() {
        return new Service("inference", inference);
    }

    private static URI of(String service, int standard) {
        String url = System.getenv("APRENDIZ_" + service + "_URL");
        if (url != null) {
            return URI.create(url.replaceAll("/+$", ""));
        }
        String port = System.getenv().getOrDefault("APRENDIZ_" + service + "_PORT", Integer.toString(standard));
        return URI.create("http://127.0.0.1:" + port);
    }
}
