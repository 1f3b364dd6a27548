package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one revision of one model stands for now. Requests take the live version without waiting; followers, one at a
 * time, put another in its place.
 */
final class Line {

    /** @param revision as it is asked for: an alias, a number or a commit */
    record Key(ModelName model, String revision) {
        @Override
        public String toString() {
            return model + "@" + revision;
        }
    }

    /**
     * What went wrong last.
     *
     * @param wanted the version that should be served; null when not even that is known
     * @param times how often in a row
     */
    record Trouble(Pin wanted, RuntimeException reason, int times, Instant retryAt) {
        private static final Duration FIRST = Duration.ofSeconds(5);
        private static final Duration LONGEST = Duration.ofMinutes(1);

        static Trouble after(Trouble before, Pin wanted, RuntimeException reason) {
            boolean again = before != null && wanted != null && wanted.equals(before.wanted());
            int times = again ? before.times() + 1 : 1;
            Duration pause = FIRST.multipliedBy(1L << Math.min(times - 1, 10));
            return new Trouble(
                    wanted, reason, times, Instant.now().plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST));
        }

        boolean forbids(Pin pin) {
            return pin.equals(wanted) && Instant.now().isBefore(retryAt);
        }
    }

    private final Key key;
    private final AtomicReference<LiveVersion> live = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<Void>> queued = new AtomicReference<>();
    private final ReentrantLock turn = new ReentrantLock();

    /** What it stood for last: to go on from when the registry is away. */
    private volatile Pin remembered;
    /** What it stood for before that; its checkpoint is kept for a way back. */
    private volatile Pin previous;

    private volatile Trouble trouble;
    private volatile boolean unsaved;
    private volatile Instant since;
    private volatile long askedAt = System.nanoTime();

    Line(Key key, Pin remembered) {
        this.key = key;
        this.remembered = remembered;
    }

    Key key() {
        return key;
    }

    /** The live version with one user more, whom the caller closes; null when there is none. */
    LiveVersion take() {
        askedAt = System.nanoTime();
        for (LiveVersion version = live.get(); version != null; version = live.get()) {
            if (version.retain()) {
                return version;
            }
        }
        return null;
    }

    /** What the live version is; null when there is none. */
    Pin livePin() {
        LiveVersion version = live.get();
        return version == null ? null : version.pin();
    }

    /** What the live version's weights take. */
    long bytes() {
        LiveVersion version = live.get();
        return version == null ? 0 : version.bytes();
    }

    /** Takes the version over from the caller and lets go of the one before. */
    void swap(LiveVersion next) {
        LiveVersion old = live.getAndSet(next);
        if (next != null) {
            previous = old == null ? previous : old.pin();
            remembered = next.pin();
            since = Instant.now();
            trouble = null;
            unsaved = true;
        }
        if (old != null) {
            old.close();
        }
    }

    /** Puts the same version, loaded in a better form, in the place of the one that answers, if that is still it. */
    void improve(LiveVersion better) {
        LiveVersion now = live.get();
        if (now != null && now != better && now.pin().equals(better.pin()) && better.retain()) {
            LiveVersion leaves = live.compareAndSet(now, better) ? now : better;
            leaves.close();
        }
    }

    /**
     * Runs the work in this line's turn, on the executor. Who comes while a run waits for its turn shares that run; who
     * comes while one is under way gets another, since what it looked at may have changed.
     */
    CompletableFuture<Void> inTurn(Runnable work, Executor executor) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> waiting = queued.compareAndExchange(null, mine);
        if (waiting != null) {
            return waiting;
        }
        executor.execute(() -> {
            turn.lock();
            try {
                queued.set(null);
                work.run();
                mine.complete(null);
            } catch (RuntimeException | Error e) {
                mine.completeExceptionally(e);
            } finally {
                turn.unlock();
            }
        });
        return mine;
    }

    /** Runs the work if nobody has the turn. */
    boolean ifIdle(Runnable work) {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            turn.unlock();
        }
    }

    Pin remembered() {
        return remembered;
    }

    Pin previous() {
        return previous;
    }

    Trouble trouble() {
        return trouble;
    }

    void trouble(Trouble now) {
        trouble = now;
    }

    boolean unsaved() {
        return unsaved;
    }

    void saved() {
        unsaved = false;
    }

    long askedAt() {
        return askedAt;
    }

    /** Loaded, or known not to be loadable, and why. */
    boolean settled() {
        return live.get() != null || trouble != null;
    }

    LineStatus status() {
        LiveVersion version = live.get();
        Pin pin = version == null ? null : version.pin();
        Trouble now = trouble;
        LineStatus.State state = pin != null
                ? LineStatus.State.SERVING
                : now == null ? LineStatus.State.LOADING : LineStatus.State.FAILED;
        return new LineStatus(
                key.model(),
                key.revision(),
                state,
                pin == null ? null : pin.number(),
                pin == null ? null : pin.commit(),
                pin == null ? null : since,
                version == null ? null : version.choice().chosen(),
                (version != null && version.provisional()) ? true : null,
                version == null ? null : version.choice().figures(),
                now == null || now.wanted() == null ? null : now.wanted().number(),
                now == null ? null : now.reason().getMessage());
    }
}
