package aprendiz.inference.serving;

import aprendiz.model.Problem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

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
     * Takes that many places, or all where more are wanted than there are.
     *
     * @throws Problem of kind BUSY when they are not free now
     */
    public Pass admit(int wanted) {
        int taken = Math.min(wanted, places);
        if (!free.tryAcquire(taken)) {
            throw Problem.busy("the service is busy: " + taken() + " of " + places + " " + unit
                    + " are taken and this request needs " + taken + "; try again in a moment");
        }
        return new Pass(taken);
    }

    /** How many places are taken now. */
    public int taken() {
        return places - free.availablePermits();
    }

    /** Places held until closed; closing twice does nothing more. */
    public final class Pass implements AutoCloseable {
        private final int taken;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Pass(int taken) {
            this.taken = taken;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                free.release(taken);
            }
        }
    }
}
