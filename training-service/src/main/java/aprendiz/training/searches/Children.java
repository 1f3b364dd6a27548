package aprendiz.training.searches;

import aprendiz.messages.Event;
import aprendiz.model.Json;
import aprendiz.training.Announcements;
import aprendiz.training.jobs.JobRow;
import aprendiz.training.jobs.JobState;
import aprendiz.training.recipe.TransferRecipe;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;

/** The jobs that a search made. Works with the caller's transaction. */
@ApplicationScoped
class Children {

    private final Announcements announcements;

    Children(Announcements announcements) {
        this.announcements = announcements;
    }

    /** Its trials, by round and number, and then, once there is one, the job that is published. */
    List<JobRow> of(JobRow search) {
        return JobRow.list("parent = ?1 order by round, trial", search.id);
    }

    /** What a tournament wants to know of a trial. */
    Tournament.Trial trial(JobRow row, String metric) {
        boolean ended = JobState.of(row.state).ended();
        JsonNode value = metrics(row).path(metric);
        OptionalDouble measured = value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
        String error = ended && measured.isEmpty() ? row.state + (row.error == null ? "" : ": " + row.error) : null;
        return new Tournament.Trial(row.trial, row.round, ended, measured, error);
    }

    static JsonNode metrics(JobRow row) {
        try {
            return Json.MAPPER.readTree(row.metrics == null ? "{}" : row.metrics);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the row of job " + row.id + " holds no JSON", e);
        }
    }

    /** A trial: it is measured and not published. */
    void tryOut(JobRow search, TransferRecipe recipe, int number, int round) {
        JobRow row = row(search, recipe);
        row.trial = number;
        row.round = round;
        add(row);
    }

    /** The job that does what was found in full, and is published. */
    void publish(JobRow search, TransferRecipe recipe) {
        JobRow row = row(search, recipe);
        row.alias = recipe.publish().alias();
        add(row);
    }

    private void add(JobRow row) {
        row.persist();
        announcements.add(new Event.JobWaiting(row.id));
    }

    private static JobRow row(JobRow search, TransferRecipe recipe) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        JobRow row = new JobRow();
        row.id = UUID.randomUUID().toString();
        row.parent = search.id;
        row.technique = recipe.technique().toString();
        row.recipe = recipe.toJson().toString();
        row.pins = search.pins;
        row.model = search.model;
        row.priority = search.priority;
        row.expectedMemory = search.expectedMemory;
        row.state = JobState.QUEUED.toString();
        row.createdAt = now;
        row.notBefore = now;
        return row;
    }
}
