package aprendiz.training.run;

import aprendiz.training.recipe.Pins;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code job.json}: what a job's process is to do.
 *
 * @param attempt from 1
 * @param registry where to fetch from
 * @param patience how long to wait for a registry that is away
 * @param trial whether it is a trial of a search, which is measured on the validation part and not published
 * @param cache where fetched versions are kept, shared by all jobs
 */
public record Assignment(
        String job,
        int attempt,
        boolean trial,
        JsonNode recipe,
        Pins pins,
        URI registry,
        Duration patience,
        Path cache) {

    /** One that is no trial. */
    public Assignment(
            String job, int attempt, JsonNode recipe, Pins pins, URI registry, Duration patience, Path cache) {
        this(job, attempt, false, recipe, pins, registry, patience, cache);
    }
}
