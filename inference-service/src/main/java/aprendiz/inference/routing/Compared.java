package aprendiz.inference.routing;

import java.time.Duration;
import java.util.Optional;

/** How a shadow's answers compare with those that were given. Safe to use from several threads. */
final class Compared {

    private static final double MILLISECOND = 1e6;

    private long inputs;
    private double agreement;
    private double difference;
    private long requests;
    private double slower;
    private long failed;

    /**
     * All so far.
     *
     * @param inputs compared
     * @param agreement see {@link Agreement#agreement}
     * @param difference see {@link Agreement#difference}
     * @param millisecondsMore than the answer that was given, on average
     * @param failed requests that it could not answer
     */
    record Summary(long inputs, double agreement, double difference, double millisecondsMore, long failed) {}

    synchronized void add(Agreement one, Duration ours, Duration theirs) {
        inputs += one.inputs();
        agreement += one.inputs() * one.agreement();
        difference += one.inputs() * one.difference();
        requests++;
        slower += theirs.minus(ours).toNanos() / MILLISECOND;
    }

    synchronized void addFailure() {
        failed++;
    }

    /** Nothing while nothing was compared. */
    synchronized Optional<Summary> summary() {
        if (inputs == 0 && failed == 0) {
            return Optional.empty();
        }
        double of = Math.max(1, inputs);
        return Optional.of(
                new Summary(inputs, agreement / of, difference / of, slower / Math.max(1, requests), failed));
    }
}
