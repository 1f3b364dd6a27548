package aprendiz.inference.batching;

import java.time.Duration;

/** How much work waits and is being done, in time. For one thread at a time. */
final class Load {

    /** How much the last batch counts in how far off the cost model is. */
    private static final double LAST = 0.1;

    private static final double LEAST_DRIFT = 0.05;
    private static final double MOST_DRIFT = 50;

    private final int runners;
    private double nanos;
    private double drift = 1;

    /** @param runners compute side by side */
    Load(int runners) {
        this.runners = runners;
    }

    void add(double costNanos) {
        nanos += costNanos;
    }

    /** Done or dropped. */
    void remove(double costNanos) {
        nanos = Math.max(0, nanos - costNanos);
    }

    /** A batch that was to cost that much took so long: batches share, and machines have other work. */
    void learn(double costNanos, long tookNanos) {
        if (costNanos > 0) {
            double off = Math.clamp(tookNanos / costNanos, LEAST_DRIFT, MOST_DRIFT);
            drift += LAST * (off - drift);
        }
    }

    /** How long what came now would wait. */
    Duration queue() {
        return Duration.ofNanos((long) (nanos * drift / runners));
    }

    /** How long texts of that cost would take by themselves. */
    Duration alone(double costNanos, int texts) {
        return Duration.ofNanos((long) (costNanos * drift / Math.min(runners, texts)));
    }
}
