package aprendiz.training.jobs;

import aprendiz.model.Json;
import aprendiz.training.recipe.Pins;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A job as the API answers it.
 *
 * @param parent the search that made it; null for any other
 * @param trial which of the search's trials it is, from 0; null for any other
 * @param round of the search, from 0
 * @param priority higher comes first
 * @param attempt 0 before the first
 * @param phase what is being done, null before it began
 * @param loss of the last step
 * @param secondsLeft until the last training ends, estimated
 * @param expectedSeconds from start to end, as it was estimated; null if this machine's pace was not known
 * @param expectedMemory of its process at the peak, in bytes, as it was estimated
 * @param peakMemory the most that its process has taken so far, in bytes; null where that is not known
 * @param error why it failed, was refused, or what troubles it now
 * @param model what gets the version
 * @param version its number, once published
 * @param alias what the recipe would have moved
 * @param metrics measured on the test part
 * @param pins the versions that it learns from
 * @param recipe with every default written out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Job(
        String id,
        JobState state,
        String technique,
        String parent,
        Integer trial,
        Integer round,
        int priority,
        int attempt,
        String phase,
        Integer step,
        Integer steps,
        Double loss,
        Double secondsLeft,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        Double expectedSeconds,
        long expectedMemory,
        Long peakMemory,
        String error,
        String model,
        Integer version,
        String alias,
        boolean aliasMoved,
        JsonNode metrics,
        Pins pins,
        JsonNode recipe) {

    static Job of(JobRow row) {
        try {
            return new Job(
                    row.id,
                    JobState.of(row.state),
                    row.technique,
                    row.parent,
                    row.trial,
                    row.round,
                    row.priority,
                    row.attempt,
                    row.phase,
                    row.step,
                    row.steps,
                    row.loss,
                    row.secondsLeft,
                    row.createdAt,
                    row.startedAt,
                    row.endedAt,
                    row.expectedSeconds,
                    row.expectedMemory,
                    row.peakMemory,
                    row.error == null ? row.trouble : row.error,
                    row.model,
                    row.version,
                    row.alias,
                    row.aliasMoved,
                    row.metrics == null ? null : Json.MAPPER.readTree(row.metrics),
                    Json.MAPPER.readValue(row.pins, Pins.class),
                    Json.MAPPER.readTree(row.recipe));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the row of job " + row.id + " holds no JSON", e);
        }
    }
}
