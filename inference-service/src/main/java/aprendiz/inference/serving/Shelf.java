package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/** The loaded versions. Revisions that stand for the same version share it. */
final class Shelf {

    private final CheckpointCache cache;
    private final Backend.Loader loader;
    private final BatchLimits limits;
    private final Meters meters;
    private final int spare;
    private final Map<Pin, LiveVersion> loaded = new ConcurrentHashMap<>();
    private final Map<ModelName, ReentrantLock> fetching = new ConcurrentHashMap<>();
    private final Semaphore oneLoads = new Semaphore(1);

    /** @param spare how many checkpoints stay on disk beyond those in use */
    Shelf(CheckpointCache cache, Backend.Loader loader, BatchLimits limits, Meters meters, int spare) {
        this.cache = cache;
        this.loader = loader;
        this.limits = limits;
        this.meters = meters;
        this.spare = spare;
    }

    /**
     * The version, loaded and warm, with one user more: the caller, who closes it. Takes as long as fetching and loading
     * take.
     */
    LiveVersion open(Pin pin) {
        ReentrantLock lock = fetching.computeIfAbsent(pin.model(), name -> new ReentrantLock());
        lock.lock();
        try {
            LiveVersion shared = loaded.get(pin);
            if (shared != null && shared.retain()) {
                return shared;
            }
            LiveVersion fresh = load(pin, cache.checkpoint(pin));
            loaded.put(pin, fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** One at a time: loading takes more memory than having loaded. */
    private LiveVersion load(Pin pin, Path checkpoint) {
        oneLoads.acquireUninterruptibly();
        try {
            Batcher batcher = new Batcher(pin.label(), () -> loader.load(checkpoint), limits, meters.batchSizes(pin));
            batcher.ready().join();
            return new LiveVersion(pin, batcher, this::ended);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        } finally {
            oneLoads.release();
        }
    }

    private void ended(LiveVersion version) {
        if (loaded.remove(version.pin(), version)) {
            meters.forget(version.pin());
        }
    }

    void tidy(Set<Pin> inUse) {
        cache.tidy(inUse, spare);
    }
}
