package aprendiz.inference.batching;

import aprendiz.model.Problem;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Head.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers in an engine's place, for many calls at once: their texts wait in one room, and runners, each on a platform
 * thread of its own, compute them in batches.
 *
 * <p>No runner waits for company: an idle one takes what there is, and what arrives meanwhile makes the next batches. A
 * text that cannot be computed fails alone. What could not be answered in time is refused when it comes.
 */
public final class Batcher implements AutoCloseable {

    /**
     * So many times the work before it a text may wait at worst: those of like length, which are computed together, overtake
     * others.
     */
    private static final int OVERTAKEN = 2;

    private final Engine engine;
    private final Setup setup;
    private final Runnable onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final WaitingRoom room = new WaitingRoom();
    private final Load load;
    private int idle;
    private int running;
    private boolean closing;

    /**
     * How a batcher works.
     *
     * @param runners how many batches are computed side by side
     * @param places texts that may wait and be computed, of all batchers that share them
     */
    public record Setup(String name, int runners, BatchLimits limits, CostModel cost, Gate places, Watch watch) {}

    /**
     * Starts the runners.
     *
     * @param onEnd done once, when all is answered after {@link #close}; frees the engine
     */
    public Batcher(Engine engine, Setup setup, Runnable onEnd) {
        this.engine = engine;
        this.setup = setup;
        this.onEnd = onEnd;
        this.load = new Load(setup.runners());
        this.running = setup.runners();
        for (int i = 0; i < setup.runners(); i++) {
            Thread.ofPlatform().daemon().name(setup.name() + "-" + i).start(this::run);
        }
    }

    /** The engine as one call sees it. Closing it does nothing. */
    public Engine engine(Call call) {
        return new Queued(this, call);
    }

    Scope scope() {
        return engine.scope();
    }

    /** How long what came now would wait, as far as is known. */
    public Duration queue() {
        lock.lock();
        try {
            return load.queue();
        } finally {
            lock.unlock();
        }
    }

    /** Texts that wait. */
    public int waiting() {
        lock.lock();
        try {
            return room.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for its turn and computes.
     *
     * @throws Problem of kind BUSY if there is no room, or no hope to answer in time; UNAVAILABLE if it was late after all
     */
    float[][][] answer(Ticket ticket) {
        List<Part> parts = ticket.parts(setup.cost());
        return setup.places().within(parts.size(), this::queue, () -> {
            enter(ticket, parts);
            return ticket.await(setup.name());
        });
    }

    private void enter(Ticket ticket, List<Part> parts) {
        double cost = parts.stream().mapToDouble(Part::nanos).sum();
        lock.lock();
        try {
            if (closing) {
                throw new IllegalStateException("closed");
            }
            dropOver();
            Duration queue = load.queue();
            Duration wait = queue.multipliedBy(OVERTAKEN);
            Duration all = wait.plus(load.alone(cost, parts.size()));
            Duration over = all.minus(ticket.call().remaining());
            if (!wait.isZero() && over.isPositive()) {
                throw Problem.busy(
                        setup.name() + " is busy: an answer may take " + all.toMillis() + " ms, of which "
                                + wait.toMillis() + " waiting, and this request allows "
                                + ticket.call().remaining().toMillis(),
                        shorter(over.dividedBy(OVERTAKEN), queue));
            }
            parts.forEach(room::add);
            load.add(cost);
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Answers what was asked before, then frees the engine; returns at once. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<Part> batch = next(); !batch.isEmpty(); batch = next()) {
                long begun = System.nanoTime();
                batch.forEach(part -> part.ticket().start());
                compute(batch);
                done(batch, System.nanoTime() - begun);
            }
        } finally {
            leave();
        }
    }

    /** The next batch, when there is one; an empty one when there will be none. */
    private List<Part> next() {
        lock.lock();
        try {
            idle++;
            dropOver();
            while (room.isEmpty()) {
                if (closing) {
                    return List.of();
                }
                work.awaitUninterruptibly();
                dropOver();
            }
            return room.next(setup.limits(), Math.min(idle, room.size()));
        } finally {
            idle--;
            lock.unlock();
        }
    }

    private void dropOver() {
        List<Part> dropped = room.dropOver();
        if (!dropped.isEmpty()) {
            load.remove(dropped.stream().mapToDouble(Part::nanos).sum());
            setup.watch().dropped(dropped.size());
        }
    }

    private void done(List<Part> batch, long nanos) {
        double cost = batch.stream().mapToDouble(Part::nanos).sum();
        lock.lock();
        try {
            load.remove(cost);
            load.learn(cost, nanos);
        } finally {
            lock.unlock();
        }
        int length = batch.stream().mapToInt(Part::length).max().orElseThrow();
        int real = batch.stream().mapToInt(Part::length).sum();
        setup.watch().computed(batch.size(), length, real, nanos);
    }

    private void compute(List<Part> batch) {
        float[][][] rows;
        try {
            rows = Rows.of(engine, batch);
        } catch (RuntimeException | Error e) {
            if (batch.size() > 1) {
                batch.forEach(part -> compute(List.of(part)));
            } else {
                batch.getFirst().ticket().fail(notComputed(e));
            }
            return;
        }
        for (int i = 0; i < rows.length; i++) {
            batch.get(i).ticket().answer(batch.get(i).index(), rows[i]);
        }
    }

    private static Problem notComputed(Throwable reason) {
        String detail = "the model could not compute this text: " + reason.getMessage();
        return new Problem(Problem.Kind.INTERNAL, "Not computed", detail, List.of(), reason);
    }

    private void leave() {
        boolean last;
        lock.lock();
        try {
            last = --running == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            onEnd.run();
        }
    }
}
