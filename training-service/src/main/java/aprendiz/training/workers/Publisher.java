package aprendiz.training.workers;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasWish;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import aprendiz.training.Settings;
import aprendiz.training.recipe.Publishing;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Hands a job's version to the registry and moves its alias: once, however often it is told to. A registry that is away
 * is waited for.
 */
@ApplicationScoped
class Publisher {

    /** The claim was lost while the registry was waited for. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int RACES = 10;

    private final RegistryClient registry;
    private final Settings settings;

    Publisher(RegistryClient registry, Settings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    /** Publishes the folder; the job's id is the key, so a repetition answers with the first one's version. */
    Version publish(String job, ModelName model, Path folder, BooleanSupplier abandoned) {
        return patiently(
                abandoned,
                () -> registry.publish(RepositoryType.MODEL, model, folder, "trained by job " + job, "job " + job));
    }

    /** Moves the alias to the version, unless this job has moved it there before: it may have gone on since. */
    void moveAlias(String job, Publishing publishing, Version version, BooleanSupplier abandoned) {
        String by = "job " + job;
        for (int race = 1; ; race++) {
            boolean moved = patiently(abandoned, () -> history(publishing)).stream()
                    .anyMatch(move -> move.to() == version.number() && by.equals(move.by()));
            if (moved) {
                return;
            }
            try {
                patiently(abandoned, () -> {
                    Integer holds = registry.repository(RepositoryType.MODEL, publishing.name())
                            .aliases()
                            .getOrDefault(publishing.alias(), 0);
                    AliasWish wish = new AliasWish(version.number(), holds, by, "passed its gate");
                    return registry.moveAlias(publishing.name(), publishing.alias(), wish);
                });
                return;
            } catch (Problem problem) {
                // somebody moved it in between: look again
                if (problem.kind() != Problem.Kind.CONFLICT || race == RACES) {
                    throw problem;
                }
            }
        }
    }

    private List<AliasMove> history(Publishing publishing) {
        try {
            return registry.aliasHistory(publishing.name(), publishing.alias());
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.NOT_FOUND) {
                return List.of();
            }
            throw problem;
        }
    }

    private <T> T patiently(BooleanSupplier abandoned, Supplier<T> call) {
        Instant until = Instant.now().plus(settings.worker().patience());
        while (true) {
            if (abandoned.getAsBoolean()) {
                throw new Abandoned();
            }
            try {
                return call.get();
            } catch (Problem problem) {
                boolean waits = problem.kind() == Problem.Kind.UNAVAILABLE || problem.kind() == Problem.Kind.BUSY;
                if (!waits || Instant.now().isAfter(until)) {
                    throw problem;
                }
                LOG.warnf("waiting for the registry: %s", problem.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Abandoned();
        }
    }
}
