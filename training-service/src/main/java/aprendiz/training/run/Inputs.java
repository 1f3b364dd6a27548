package aprendiz.training.run;

import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.recipe.Pinned;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Fetches what a job learns from, and waits for a registry that is away. */
public final class Inputs {

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final RegistryClient registry;
    private final Path cache;
    private final Duration patience;

    /** @param patience how long to wait for a registry that is away, before its problem is thrown */
    public Inputs(RegistryClient registry, Path cache, Duration patience) {
        this.registry = registry;
        this.cache = cache;
        this.patience = patience;
    }

    /**
     * Fetches a version whole and verified.
     *
     * @return its folder, shared with other jobs and not to be written to
     */
    public Path fetch(Pinned pin) {
        Instant until = Instant.now().plus(patience);
        while (true) {
            try {
                Version version = registry.version(pin.type(), pin.name(), pin.commit());
                if (!version.digest().equals(pin.digest())) {
                    throw Problem.conflict(
                            "Changed version", pin.label() + " is not what it was when the recipe was checked");
                }
                return registry.fetch(
                        pin.type(), version, cache.resolve(pin.type().toString()));
            } catch (Problem problem) {
                if (problem.kind() != Problem.Kind.UNAVAILABLE || Instant.now().isAfter(until)) {
                    throw problem;
                }
                System.err.println("waiting for the registry: " + problem.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Interrupted", "interrupted while waiting for the registry", e);
        }
    }
}
