package aprendiz.inference.serving;

import aprendiz.inference.batching.Batcher;
import aprendiz.inference.batching.Call;
import aprendiz.inference.variants.Choice;
import aprendiz.inference.variants.Loaded;
import aprendiz.transformers.tasks.TextTask;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A loaded version. It counts who uses it: the lines that stand for it and the requests that it answers. Each closes it
 * once; with the last its memory is freed. So a version that was swapped out still answers what it had begun.
 */
public final class LiveVersion implements AutoCloseable {

    private final Pin pin;
    private final Loaded loaded;
    private final Batcher batcher;
    private final Consumer<LiveVersion> onEnd;
    private final AtomicInteger users = new AtomicInteger(1);

    /** With one user, the caller. The batcher frees what was loaded when it ends. */
    LiveVersion(Pin pin, Loaded loaded, Batcher batcher, Consumer<LiveVersion> onEnd) {
        this.pin = pin;
        this.loaded = loaded;
        this.batcher = batcher;
        this.onEnd = onEnd;
    }

    public Pin pin() {
        return pin;
    }

    /** What computes it on this machine, and why. */
    public Choice choice() {
        return loaded.choice();
    }

    /** True if there was no time to choose what computes it. */
    boolean provisional() {
        return loaded.provisional();
    }

    /** What its weights take. */
    long bytes() {
        return loaded.bytes();
    }

    /**
     * What it answers, for one call: its texts wait their turn among those of others, and are refused when there is no
     * hope to answer in time. Labels, tokenizer and {@link TextTask#engine} are there too. Not to be closed.
     */
    public TextTask task(Call call) {
        return loaded.task().on(batcher.engine(call));
    }

    /** How long what came now would wait, as far as is known. */
    public Duration queue() {
        return batcher.queue();
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
