package aprendiz.training.workers;

import aprendiz.training.Settings;
import aprendiz.training.run.JobFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * What a worker does with a job that it has claimed, until it ends it or lets it go.
 *
 * @param stopping whether the worker is to stop
 */
record Turn(Claims claims, Publisher publisher, Settings settings, BooleanSupplier stopping) {

    private static final Logger LOG = Logger.getLogger(Turn.class);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final int LONGEST_LOG = 256 << 10;

    void take(Claim claim) throws InterruptedException {
        LOG.infof("job %s, attempt %d", claim.job(), claim.attempt());
        try (Lease lease = new Lease(claims, claim, settings.worker())) {
            Attempt attempt = new Attempt(claim, claims, publisher, settings, lease, stopping);
            Attempt.Outcome outcome = claim.attempt() > settings.worker().attempts()
                    ? new Attempt.Outcome.Ended(new Ending.Failed(givenUp(claim)))
                    : attempt.run();
            switch (outcome) {
                case Attempt.Outcome.Ended ended -> end(claim, ended.ending(), attempt.folder(), lease);
                case Attempt.Outcome.Broke broke -> broke(claim, broke.trouble(), attempt.folder(), lease);
                case Attempt.Outcome.Abandoned abandoned -> abandon(claim, attempt.folder(), lease);
            }
        }
    }

    private String givenUp(Claim claim) {
        return (claim.trouble() == null ? "its worker died" : claim.trouble()) + "; given up after "
                + settings.worker().attempts() + " attempts";
    }

    private void broke(Claim claim, String trouble, JobFolder folder, Lease lease) {
        LOG.warnf("job %s, attempt %d: %s", claim.job(), claim.attempt(), trouble);
        if (claim.attempt() >= settings.worker().attempts()) {
            String reason = trouble + "; given up after " + claim.attempt() + " attempts";
            end(claim, new Ending.Failed(reason), folder, lease);
        } else {
            insist(lease, () -> claims.release(claim, true, trouble, PAUSE_AFTER_TROUBLE));
        }
    }

    private void end(Claim claim, Ending ending, JobFolder folder, Lease lease) {
        Map<String, String> documents = new LinkedHashMap<>();
        read(folder.log()).ifPresent(text -> documents.put("log", text));
        if (!(ending instanceof Ending.Failed)) {
            read(folder.report()).ifPresent(text -> documents.put("report", text));
        }
        if (insist(lease, () -> claims.end(claim, ending, documents))) {
            LOG.infof("job %s: %s", claim.job(), ending);
            clear(folder);
        }
    }

    private void abandon(Claim claim, JobFolder folder, Lease lease) {
        if (!lease.lost() && claims.release(claim, false, null, Duration.ZERO)) {
            LOG.infof("job %s is given back: this worker stops", claim.job());
            return;
        }
        LOG.infof("job %s is cancelled, or another worker's", claim.job());
        read(folder.log()).ifPresent(text -> claims.keep(claim.job(), Map.of("log", text)));
        if (claims.cancelled(claim.job())) {
            clear(folder);
        }
    }

    /** Writes to the row, again and again while the database is away; false if the claim is lost or the worker stops. */
    private boolean insist(Lease lease, BooleanSupplier write) {
        while (!lease.lost()) {
            try {
                return write.getAsBoolean();
            } catch (RuntimeException e) {
                LOG.warnf("the end of an attempt could not be stored; trying again: %s", e.getMessage());
                if (stopping.getAsBoolean()) {
                    return false;
                }
                sleep();
            }
        }
        return false;
    }

    private static void clear(JobFolder folder) {
        try {
            folder.clear();
        } catch (RuntimeException e) {
            LOG.warnf("left over: %s", e.getMessage());
        }
    }

    /** The file's text, of a long one the end; PostgreSQL takes no NUL. */
    private static Optional<String> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int from = Math.max(0, bytes.length - LONGEST_LOG);
            return Optional.of(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8).replace("\0", ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE_AFTER_TROUBLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
