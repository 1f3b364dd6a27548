package aprendiz.inference.serving;

import aprendiz.model.Problem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A loaded version. It counts who uses it: the lines that stand for it and the requests that it answers. Each closes it
 * once; with the last its memory is freed. So a version that was swapped out still answers what it had begun.
 */
public final class LiveVersion implements AutoCloseable {

    private final Pin pin;
    private final Batcher batcher;
    private final List<String> labels;
    private final Consumer<LiveVersion> onEnd;
    private final AtomicInteger users = new AtomicInteger(1);

    /** With one user, the caller. The batcher must be ready. */
    LiveVersion(Pin pin, Batcher batcher, Consumer<LiveVersion> onEnd) {
        this.pin = pin;
        this.batcher = batcher;
        this.labels = batcher.ready().join().labels();
        this.onEnd = onEnd;
    }

    public Pin pin() {
        return pin;
    }

    /** The labels, in the order of the logits. */
    public List<String> labels() {
        return labels;
    }

    /**
     * Waits its turn and computes.
     *
     * @return one row of logits for each text
     * @throws Problem of kind UNAVAILABLE when that takes longer than the patience
     */
    public float[][] logits(List<String> texts, Duration patience) {
        Question question = batcher.ask(texts);
        try {
            return question.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Problem problem ? problem : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            question.answer().cancel(false);
            throw Problem.unavailable("Too slow", pin.label() + " did not answer within " + patience, e);
        } catch (InterruptedException e) {
            question.answer().cancel(false);
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Stopping", "the service is stopping", e);
        }
    }

    /** Counts one user more; false when the last one has gone already. */
    boolean retain() {
        return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    /** Counts one user less. */
    @Override
    public void close() {
        if (users.decrementAndGet() == 0) {
            batcher.close();
            onEnd.accept(this);
        }
    }
}
