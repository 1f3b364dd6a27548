package aprendiz.inference.batching;

import aprendiz.model.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One request on its way through the service: until when it is waited for, how urgent it is, whether its caller is still
 * there, and what it took. It may ask engines any number of times, from one thread.
 */
public final class Call {

    /** The urgency of a request that says none. */
    public static final int USUAL = 3;

    private static final int LEAST = 7;

    private final long begun = System.nanoTime();
    private volatile long deadline;
    private final int urgency;
    private final String key;
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final AtomicLong entered = new AtomicLong();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong computed = new AtomicLong();
    private final AtomicInteger tokens = new AtomicInteger();

    /**
     * Begins now.
     *
     * @param patience how long it may take
     * @param urgency from 0, the most urgent, to 7, as in RFC 9218
     */
    public Call(Duration patience, int urgency) {
        this(patience, urgency, null);
    }

    /** @param key requests with the same one belong together; null for none */
    public Call(Duration patience, int urgency, String key) {
        if (urgency < 0 || urgency > LEAST) {
            throw Problem.invalid("Bad urgency", urgency + " is not from 0, the most urgent, to " + LEAST);
        }
        this.deadline = begun + patience.toNanos();
        this.urgency = urgency;
        this.key = key;
    }

    /** Begins now, as urgent as most. */
    public static Call within(Duration patience) {
        return new Call(patience, USUAL);
    }

    /** The caller has gone: what still waits is dropped. */
    public void leave() {
        left.complete(null);
    }

    /** Done when the caller has gone. */
    CompletableFuture<Void> left() {
        return left;
    }

    public boolean isLeft() {
        return left.isDone();
    }

    /** What it has in common with requests that belong together; null for nothing. */
    public String key() {
        return key;
    }

    int urgency() {
        return urgency;
    }

    /** It may not take longer than that from now, should it have been allowed to. */
    public void hurry(Duration patience) {
        deadline = Math.min(deadline, System.nanoTime() + patience.toNanos());
    }

    /** By {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }

    /** What is left of its patience, never less than nothing. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Since it began. */
    public Duration time() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** It asks an engine about so many tokens. */
    void enter(int more) {
        entered.compareAndSet(0, System.nanoTime());
        tokens.addAndGet(more);
    }

    /** An engine answered. */
    void answered(long waitedNanos, long computedNanos) {
        queued.addAndGet(waitedNanos);
        computed.addAndGet(computedNanos);
    }

    /** Tokens that an engine was asked about, special ones included. */
    public int tokens() {
        return tokens.get();
    }

    /** What it took so far. */
    public Times times() {
        long reading = entered.get() == 0 ? 0 : entered.get() - begun;
        return new Times(
                time(), Duration.ofNanos(reading), Duration.ofNanos(queued.get()), Duration.ofNanos(computed.get()));
    }

    /**
     * What a call took.
     *
     * @param total since it began
     * @param reading until an engine was asked first: its body was read, its model loaded if need be, its texts tokenised
     * @param queue while its texts waited
     * @param compute while they were computed
     */
    public record Times(Duration total, Duration reading, Duration queue, Duration compute) {}
}
