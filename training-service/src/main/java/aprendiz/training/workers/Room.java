package aprendiz.training.workers;

import java.time.Duration;
import java.time.Instant;

/**
 * How much a worker has at hand: so many jobs, which are expected to take so much memory together. A job that alone is
 * expected to take more than there is finds room when no other runs: an expectation may be wrong.
 *
 * <p>Safe for many threads.
 */
final class Room {

    private final int mostJobs;
    private final long memory;
    private int jobs;
    private long taken;

    /** @param memory in bytes */
    Room(int mostJobs, long memory) {
        this.mostJobs = mostJobs;
        this.memory = memory;
    }

    /** The most that one more job may be expected to take, in bytes; negative if there is no room for any. */
    synchronized long left() {
        if (jobs == 0) {
            return Long.MAX_VALUE;
        }
        return jobs < mostJobs ? memory - taken : -1;
    }

    synchronized void enter(Claim claim) {
        jobs++;
        taken += claim.expectedMemory();
    }

    synchronized void leave(Claim claim) {
        jobs--;
        taken -= claim.expectedMemory();
        notifyAll();
    }

    /** Waits until nothing is at hand, for so long at most. */
    synchronized void empty(Duration longest) throws InterruptedException {
        Instant until = Instant.now().plus(longest);
        while (jobs > 0 && Instant.now().isBefore(until)) {
            wait(Math.max(1, Duration.between(Instant.now(), until).toMillis()));
        }
    }
}
