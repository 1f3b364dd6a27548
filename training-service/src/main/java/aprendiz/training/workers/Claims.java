package aprendiz.training.workers;

import aprendiz.messages.Event;
import aprendiz.model.Json;
import aprendiz.training.Announcements;
import aprendiz.training.Settings;
import aprendiz.training.run.Progress;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.MutationQuery;

/**
 * Who works on what. Every change to a claimed job names the claim, so that a worker that lost it changes nothing:
 * methods say whether the claim still held.
 */
@ApplicationScoped
class Claims {

    private static final String HELD = " where id = :job and claim = :claim and state = 'running'";

    private final Session session;
    private final Measurements measurements;
    private final Announcements announcements;
    private final Settings settings;

    Claims(Session session, Measurements measurements, Announcements announcements, Settings settings) {
        this.session = session;
        this.measurements = measurements;
        this.announcements = announcements;
        this.settings = settings;
    }

    /**
     * Claims the foremost job that waits, or whose worker let its lease run out: that of the highest priority, the oldest
     * of these. No other worker gets the same. One that needs more memory than is left is not overtaken by smaller ones,
     * which could keep it waiting for ever; a worker with more room takes it.
     *
     * @param memory that is left for it, in bytes
     */
    @Transactional
    Optional<Claim> next(String worker, long memory) {
        String token = UUID.randomUUID().toString();
        List<Tuple> rows = session.createNativeQuery("""
                        update job set state = 'running', claim = :claim, worker = :worker, attempt = attempt + 1,
                            lease_until = now() + make_interval(secs => :lease),
                            started_at = coalesce(started_at, now())
                        where id = (
                            select id from job
                            where ((state = 'queued' and not_before <= now()) or (state = 'running' and lease_until < now()))
                                and technique <> 'search'
                            order by priority desc, created_at, id limit 1 for update skip locked)
                            and expected_memory <= :memory
                        returning id, attempt, trial is not null, recipe, pins, progress_read, expected_memory, trouble
                        """, Tuple.class)
                .setParameter("claim", token)
                .setParameter("worker", worker)
                .setParameter("lease", seconds(settings.worker().lease()))
                .setParameter("memory", memory)
                .getResultList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Tuple row = rows.getFirst();
        String job = row.get(0, String.class);
        int attempt = row.get(1, Integer.class);
        announcements.add(new Event.JobStarted(job, attempt, worker));
        return Optional.of(new Claim(
                job,
                token,
                attempt,
                row.get(2, Boolean.class),
                row.get(3, String.class),
                row.get(4, String.class),
                row.get(5, Long.class),
                row.get(6, Long.class),
                row.get(7, String.class)));
    }

    /** Pushes the end of the lease away. */
    @Transactional
    boolean renew(Claim claim) {
        return held(
                session.createNativeMutationQuery(
                                "update job set lease_until = now() + make_interval(secs => :lease)" + HELD)
                        .setParameter("lease", seconds(settings.worker().lease())),
                claim);
    }

    /**
     * Stores what the process said, and how far its file has been read; an event only if one is given.
     *
     * @param peak the most memory that the process has taken so far, in bytes; 0 if that is not known
     */
    @Transactional
    boolean advance(Claim claim, List<Progress> lines, long read, long peak, Optional<Event.JobProgressed> event) {
        if (!held(
                session.createNativeMutationQuery("update job set progress_read = :read,"
                                + " peak_memory = greatest(peak_memory, nullif(:peak, 0))" + HELD)
                        .setParameter("read", read)
                        .setParameter("peak", peak),
                claim)) {
            return false;
        }
        lines.forEach(line -> measurements.store(claim.job(), line));
        event.ifPresent(announcements::add);
        return true;
    }

    /**
     * Gives the job back, to be claimed by anyone.
     *
     * @param counted false if the attempt shall not count
     * @param trouble what stopped the attempt; null if nothing did
     */
    @Transactional
    boolean release(Claim claim, boolean counted, String trouble, Duration pause) {
        return held(
                session.createNativeMutationQuery("update job set state = 'queued', claim = null, worker = null,"
                                + " lease_until = null, attempt = attempt - :uncounted, trouble = :trouble,"
                                + " not_before = now() + make_interval(secs => :pause)" + HELD)
                        .setParameter("uncounted", counted ? 0 : 1)
                        .setParameter("trouble", trouble, String.class)
                        .setParameter("pause", seconds(pause)),
                claim);
    }

    /**
     * Ends the job and says so, both or neither.
     *
     * @param documents what shall be read later, by name
     */
    @Transactional
    boolean end(Claim claim, Ending ending, Map<String, String> documents) {
        boolean held = switch (ending) {
            case Ending.Succeeded done -> {
                boolean ended = end(claim, "succeeded", null, done.version(), done.aliasMoved(), json(done.metrics()));
                if (ended) {
                    announcements.add(new Event.JobSucceeded(
                            claim.job(), done.model(), done.version(), done.alias(), done.metrics()));
                }
                yield ended;
            }
            case Ending.Measured done -> {
                boolean ended = end(claim, "succeeded", null, null, false, json(done.metrics()));
                if (ended) {
                    announcements.add(new Event.JobMeasured(claim.job(), done.metrics()));
                }
                yield ended;
            }
            case Ending.Refused refused -> {
                boolean ended =
                        end(claim, "refused", refused.reason(), refused.version(), false, json(refused.metrics()));
                if (ended) {
                    announcements.add(
                            new Event.JobRefused(claim.job(), refused.model(), refused.version(), refused.reason()));
                }
                yield ended;
            }
            case Ending.Failed failed -> {
                boolean ended = end(claim, "failed", failed.reason(), null, false, null);
                if (ended) {
                    announcements.add(new Event.JobFailed(claim.job(), failed.reason()));
                }
                yield ended;
            }
        };
        if (held) {
            keep(claim.job(), documents);
        }
        return held;
    }

    private boolean end(Claim claim, String state, String error, Integer version, boolean aliasMoved, String metrics) {
        return held(
                session.createNativeMutationQuery("update job set state = :state, error = :error, trouble = null,"
                                + " version = :version, alias_moved = :moved, metrics = :metrics, seconds_left = null,"
                                + " ended_at = now()" + HELD)
                        .setParameter("state", state)
                        .setParameter("error", error, String.class)
                        .setParameter("version", version, Integer.class)
                        .setParameter("moved", aliasMoved)
                        .setParameter("metrics", metrics, String.class),
                claim);
    }

    /** What a job leaves to read, by name; what is there already is replaced. */
    @Transactional
    void keep(String job, Map<String, String> documents) {
        documents.forEach(
                (name, text) -> session.createNativeMutationQuery("insert into job_document values (:job, :name, :text)"
                                + " on conflict (job, name) do update set text = excluded.text")
                        .setParameter("job", job)
                        .setParameter("name", name)
                        .setParameter("text", text)
                        .executeUpdate());
    }

    /** True if somebody cancelled the job. */
    @Transactional
    boolean cancelled(String job) {
        return session.createNativeQuery("select 1 from job where id = :job and state = 'cancelled'", Integer.class)
                        .setParameter("job", job)
                        .getSingleResultOrNull()
                != null;
    }

    private static boolean held(MutationQuery update, Claim claim) {
        return update.setParameter("job", claim.job())
                        .setParameter("claim", claim.token())
                        .executeUpdate()
                == 1;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON for " + value.getClass(), e);
        }
    }
}
