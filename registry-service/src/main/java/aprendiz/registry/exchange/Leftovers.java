package aprendiz.registry.exchange;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Clears away, when the registry starts, what imports left half done that nobody went on with for a week. */
@ApplicationScoped
class Leftovers {

    private static final Logger LOG = Logger.getLogger(Leftovers.class);
    private static final Duration KEPT = Duration.ofDays(7);

    private final HubImport imports;

    Leftovers(HubImport imports) {
        this.imports = imports;
    }

    void clear(@Observes StartupEvent event) {
        Path folder = imports.folder();
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> parts =
                    files.filter(file -> file.toString().endsWith(".part")).toList();
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part)
                        .toInstant()
                        .isBefore(Instant.now().minus(KEPT))) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException e) {
            LOG.warnf("what imports left half done cannot be cleared away: %s", e);
        }
    }
}
