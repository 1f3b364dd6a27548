package aprendiz.inference.batching;

import aprendiz.model.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Says early whether there is room: a bounded number of places, taken all or none, given back when the answer is out.
 * Never waits.
 */
public final class Gate {

    private final String unit;
    private final int places;
    private final Semaphore free;

    /** @param unit what takes a place, for the message: {@code texts} */
    public Gate(String unit, int places) {
        if (places < 1) {
            throw Problem.invalid("Bad setting", "a gate for " + unit + " needs at least one place, not " + places);
        }
        this.unit = unit;
        this.places = places;
        this.free = new Semaphore(places);
    }

    /**
     * Does the work with that many places taken; with all, where more are wanted than there are.
     *
     * @param retry says, when there are none, after what time there may be
     * @throws Problem of kind BUSY when they are not free now; nothing was done
     */
    public <T> T within(int wanted, Supplier<Duration> retry, Supplier<T> work) {
        try (Hold hold = hold(retry)) {
            hold.take(wanted);
            return work.get();
        }
    }

    /**
     * Places that are taken little by little.
     *
     * @param retry says, when there are none, after what time there may be
     */
    public Hold hold(Supplier<Duration> retry) {
        return new Hold(retry);
    }

    /** What one caller has taken so far, given back when it is closed. For one thread. */
    public final class Hold implements AutoCloseable {

        private final Supplier<Duration> retry;
        private int mine;

        private Hold(Supplier<Duration> retry) {
            this.retry = retry;
        }

        /**
         * Takes more; all there are, where more are wanted than there are.
         *
         * @throws Problem of kind BUSY when they are not free now; what was taken before stays taken
         */
        public void take(int more) {
            int wanted = Math.min(more, places - mine);
            if (!free.tryAcquire(wanted)) {
                throw Problem.busy(
                        "the service is busy: " + taken() + " of " + places + " " + unit
                                + " are taken and this request needs " + wanted + "; try again in a moment",
                        retry.get());
            }
            mine += wanted;
        }

        @Override
        public void close() {
            free.release(mine);
            mine = 0;
        }
    }

    /** How many places are taken now. */
    public int taken() {
        return places - free.availablePermits();
    }
}
