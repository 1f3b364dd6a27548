package aprendiz.training.workers;

import aprendiz.messages.Event.JobProgressed;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import aprendiz.training.Settings;
import aprendiz.training.recipe.Publishing;
import aprendiz.training.run.Assignment;
import aprendiz.training.run.JobFolder;
import aprendiz.training.run.Phase;
import aprendiz.training.run.Progress;
import aprendiz.training.run.ProgressLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** One attempt at a claimed job: its process from start to end, then the publication of what it made. */
final class Attempt {

    /** How it came out. */
    sealed interface Outcome {
        record Ended(Ending ending) implements Outcome {}

        /** The process died, or could not do its work this time. */
        record Broke(String trouble) implements Outcome {}

        /** Cancelled, taken by another worker, or this worker is to stop. */
        record Abandoned() implements Outcome {}
    }

    private static final Logger LOG = Logger.getLogger(Attempt.class);
    private static final long GLANCE = 200;
    private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(1);

    private final Claim claim;
    private final Claims claims;
    private final Publisher publisher;
    private final Settings settings;
    private final JobFolder folder;
    private final BooleanSupplier abandoned;
    private final Lease lease;

    private long read;
    private long peak;
    private Progress last;
    private Instant lastEvent = Instant.EPOCH;

    Attempt(Claim claim, Claims claims, Publisher publisher, Settings settings, Lease lease, BooleanSupplier stopping) {
        this.claim = claim;
        this.claims = claims;
        this.publisher = publisher;
        this.settings = settings;
        this.folder = JobFolder.of(settings.work(), claim.job());
        this.lease = lease;
        this.abandoned = () -> stopping.getAsBoolean() || lease.lost();
        this.read = claim.progressRead();
    }

    Outcome run() throws InterruptedException {
        try {
            return train();
        } catch (Problem problem) {
            return broke(problem, problem.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "job %s, attempt %d", claim.job(), claim.attempt());
            return new Outcome.Broke(e.toString());
        }
    }

    /** What only the recipe, the data or the versions can be blamed for is not tried again. */
    private static Outcome broke(Problem problem, String reason) {
        return switch (problem.kind()) {
            case INVALID, NOT_FOUND, CONFLICT, REFUSED -> new Outcome.Ended(new Ending.Failed(reason));
            case BUSY, INTERNAL, UNAVAILABLE -> new Outcome.Broke(reason);
        };
    }

    private Outcome train() throws InterruptedException {
        folder.assign(new Assignment(
                claim.job(),
                claim.attempt(),
                claim.trial(),
                claim.recipe().toJson(),
                claim.pins(),
                settings.registry(),
                settings.worker().patience(),
                settings.work().resolve("cache").toAbsolutePath()));
        try (ChildProcess child = ChildProcess.start(folder, settings.worker())) {
            boolean ended = false;
            while (!ended) {
                ended = child.endsWithin(GLANCE);
                peak = Math.max(peak, child.peakMemory());
                if (abandoned.getAsBoolean()) {
                    return new Outcome.Abandoned();
                }
                follow();
            }
            while (!follow()) {
                Thread.sleep(GLANCE);
                if (abandoned.getAsBoolean()) {
                    return new Outcome.Abandoned();
                }
            }
            if (child.ranOutOfHeap()) {
                return new Outcome.Ended(new Ending.Failed(child.exit()));
            }
            if (!child.endedWell()) {
                return new Outcome.Broke("the job's process died: " + child.exit());
            }
        } catch (IOException e) {
            return new Outcome.Broke("the job's process could not be started: " + e.getMessage());
        }
        return switch (last) {
            case Progress.Finished finished
            when claim.trial() -> new Outcome.Ended(new Ending.Measured(finished.metrics()));
            case Progress.Finished finished -> publish(finished);
            case Progress.Failed failed ->
                failed.again()
                        ? new Outcome.Broke(failed.reason())
                        : new Outcome.Ended(new Ending.Failed(failed.reason()));
            case null, default -> new Outcome.Broke("the job's process ended without a word");
        };
    }

    /**
     * Reads what the process said since, and stores it; while the database is away it is read again later.
     *
     * @return true if nothing was left to store
     */
    private boolean follow() {
        ProgressLog.Read news = ProgressLog.read(folder.progress(), read);
        if (news.lines().isEmpty()) {
            return true;
        }
        try {
            Optional<JobProgressed> event = event(news.lines());
            if (claims.advance(claim, news.lines(), news.end(), peak, event)) {
                read = news.end();
                last = news.lines().getLast();
                event.ifPresent(sent -> lastEvent = Instant.now());
            } else {
                lease.lose();
            }
        } catch (RuntimeException e) {
            LOG.warnf("progress of job %s could not be stored; trying again: %s", claim.job(), e.getMessage());
        }
        return false;
    }

    /** The newest thing worth telling: every beginning and every last step, and others about once a second. */
    private Optional<JobProgressed> event(List<Progress> lines) {
        boolean due = Instant.now().isAfter(lastEvent.plus(BETWEEN_EVENTS));
        for (Progress line : lines.reversed()) {
            if (line instanceof Progress.Began began) {
                return Optional.of(new JobProgressed(
                        claim.job(), began.phase().toString(), began.resumedAt(), began.steps(), null, null));
            }
            if (line instanceof Progress.Stepped stepped && (due || stepped.step() == stepped.steps())) {
                return Optional.of(new JobProgressed(
                        claim.job(),
                        stepped.phase().toString(),
                        stepped.step(),
                        stepped.steps(),
                        stepped.loss(),
                        stepped.secondsLeft()));
            }
        }
        return Optional.empty();
    }

    private Outcome publish(Progress.Finished finished) {
        try {
            Progress.Began began = new Progress.Began(Phase.PUBLISHING, 0, 0);
            if (!claims.advance(claim, List.of(began), read, peak, event(List.of(began)))) {
                return new Outcome.Abandoned();
            }
            Publishing publishing = claim.recipe().publish();
            Version version = publisher.publish(
                    claim.job(),
                    publishing.name(),
                    folder.version(claim.recipe().technique()),
                    abandoned);
            String model = publishing.name().toString();
            if (finished.refusal() != null) {
                return new Outcome.Ended(
                        new Ending.Refused(model, version.number(), finished.metrics(), finished.refusal()));
            }
            if (publishing.alias() != null) {
                publisher.moveAlias(claim.job(), publishing, version, abandoned);
            }
            return new Outcome.Ended(new Ending.Succeeded(
                    model, version.number(), publishing.alias(), publishing.alias() != null, finished.metrics()));
        } catch (Publisher.Abandoned e) {
            return new Outcome.Abandoned();
        } catch (Problem problem) {
            return broke(problem, "the registry did not take the version: " + problem.getMessage());
        }
    }

    JobFolder folder() {
        return folder;
    }
}
