package aprendiz.registry;

import aprendiz.local.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A folder for blobs that goes when the tests are done, and an address where a test may have another hub. */
public final class TempBlobs implements QuarkusTestResourceLifecycleManager {

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("aprendiz-blobs-");
            String imports = "aprendiz.registry.imports.";
            return Map.of(
                    "aprendiz.registry.blobs",
                    folder.toString(),
                    imports + "hubs.other.endpoint",
                    "http://127.0.0.1:" + Ports.free(),
                    imports + "hubs.other.token",
                    "hf_configured",
                    imports + "attempts",
                    "2",
                    "aprendiz.registry.webhooks.private-targets",
                    "true",
                    "aprendiz.registry.webhooks.attempts",
                    "3",
                    "aprendiz.registry.webhooks.first-retry",
                    "PT0.05S",
                    "aprendiz.registry.webhooks.poll",
                    "PT0.1S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
