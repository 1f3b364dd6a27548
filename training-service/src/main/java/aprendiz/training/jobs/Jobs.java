package aprendiz.training.jobs;

import aprendiz.messages.Event;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.training.Announcements;
import aprendiz.training.Settings;
import aprendiz.training.checks.Plan;
import aprendiz.training.recipe.Recipe;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Takes jobs in, finds them, cancels them. */
@ApplicationScoped
public class Jobs {

    /** A job that was submitted, or that an earlier request with the same key submitted. */
    record Submitted(Job job, boolean created) {}

    private final EntityManager entities;
    private final Announcements announcements;
    private final Settings settings;

    Jobs(EntityManager entities, Announcements announcements, Settings settings) {
        this.entities = entities;
        this.announcements = announcements;
        this.settings = settings;
    }

    /**
     * The job that an earlier request with the key submitted.
     *
     * @throws Problem of kind CONFLICT if the key came with another recipe
     */
    @Transactional
    public Optional<Job> earlier(String key, Recipe recipe) {
        return JobRow.<JobRow>find("idempotencyKey", key)
                .firstResultOptional()
                .map(row -> sameRecipe(row, recipe.toJson(), key));
    }

    /**
     * Stores a job and announces it, both or neither.
     *
     * @param key repeats of the same key answer with the job that the first one made; null for none
     * @param priority higher comes first
     * @throws Problem of kind BUSY if too many wait; CONFLICT if the key came with another recipe
     */
    @Transactional
    Submitted submit(Plan plan, String key, int priority) {
        // one at a time, so that the limit is a limit and a key is used once
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext('jobs of ' || current_schema()))")
                .getSingleResult();
        Optional<JobRow> earlier = key == null
                ? Optional.empty()
                : JobRow.<JobRow>find("idempotencyKey", key).firstResultOptional();
        if (earlier.isPresent()) {
            return new Submitted(sameRecipe(earlier.get(), plan.recipe(), key), false);
        }
        long waiting = JobRow.count("state = ?1 and parent is null", JobState.QUEUED.toString());
        if (waiting >= settings.queueLimit()) {
            throw Problem.busy(waiting + " jobs wait already, as many as may; submit again when some are done");
        }
        JobRow row = row(plan, key, priority);
        row.persist();
        announcements.add(new Event.JobWaiting(row.id));
        return new Submitted(Job.of(row), true);
    }

    private static Job sameRecipe(JobRow row, JsonNode recipe, String key) {
        if (!row.recipe.equals(recipe.toString())) {
            throw Problem.conflict(
                    "Key used before", "the Idempotency-Key '" + key + "' came with another recipe, for job " + row.id);
        }
        return Job.of(row);
    }

    private static JobRow row(Plan plan, String key, int priority) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        JobRow row = new JobRow();
        row.id = UUID.randomUUID().toString();
        row.idempotencyKey = key;
        row.technique = plan.technique();
        row.recipe = plan.recipe().toString();
        row.pins = json(plan.pins());
        row.model = plan.publish().name().toString();
        row.alias = plan.publish().alias();
        row.priority = priority;
        row.expectedMemory = plan.expected().memory();
        row.expectedSeconds = plan.expected().seconds();
        row.state = JobState.QUEUED.toString();
        row.createdAt = now;
        row.notBefore = now;
        return row;
    }

    /**
     * The newest first.
     *
     * @param parent the search that made them; null for all jobs
     */
    @Transactional
    public List<Job> list(int limit, String parent) {
        Sort newest = Sort.descending("createdAt", "id");
        PanacheQuery<JobRow> rows =
                parent == null ? JobRow.findAll(newest) : JobRow.find("parent = ?1", newest, parent);
        return rows.page(Page.ofSize(limit)).list().stream().map(Job::of).toList();
    }

    /** @throws Problem of kind NOT_FOUND */
    @Transactional
    public Job job(String id) {
        return Job.of(row(id, LockModeType.NONE));
    }

    /**
     * Ends a job that has not ended, and if it is a search its jobs; a worker notices at its next heartbeat. One that is cancelled already stays so.
     *
     * @throws Problem of kind CONFLICT if it ended otherwise
     */
    @Transactional
    public Job cancel(String id, String by) {
        JobRow row = row(id, LockModeType.PESSIMISTIC_WRITE);
        JobState state = JobState.of(row.state);
        if (state == JobState.CANCELLED) {
            return Job.of(row);
        }
        if (state.ended()) {
            throw Problem.conflict("Job ended", "job " + id + " has " + state + " and cannot be cancelled");
        }
        row.state = JobState.CANCELLED.toString();
        row.endedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.secondsLeft = null;
        row.error = "cancelled by " + by;
        announcements.add(new Event.JobCancelled(id, by));
        List<JobRow> children = JobRow.list("parent = ?1 and state in ('queued', 'running')", id);
        children.forEach(child -> cancelIfGoing(child.id, "search " + id));
        return Job.of(row);
    }

    private void cancelIfGoing(String id, String by) {
        try {
            cancel(id, by);
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.CONFLICT) {
                throw problem;
            }
        }
    }

    private static JobRow row(String id, LockModeType lock) {
        JobRow row = JobRow.findById(id, lock);
        if (row == null) {
            throw Problem.notFound("No such job", "there is no job " + id);
        }
        return row;
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + value.getClass(), e);
        }
    }
}
