package aprendiz.inference.serving;

import aprendiz.inference.batching.BatchLimits;
import aprendiz.inference.batching.Batcher;
import aprendiz.inference.batching.CostModel;
import aprendiz.inference.batching.Gate;
import aprendiz.inference.batching.Warmup;
import aprendiz.inference.variants.Loaded;
import aprendiz.model.ModelName;
import aprendiz.transformers.export.Bound;
import aprendiz.transformers.tasks.GoldenAnswers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The loaded versions. Revisions that stand for the same version share it. */
final class Shelf {

    private final CheckpointCache cache;
    private final Loaded.Loader loader;
    private final BatchLimits limits;
    private final Gate places;
    private final Meters meters;
    private final int spare;
    private final Loading loading = new Loading();
    private final Map<Pin, LiveVersion> loaded = new ConcurrentHashMap<>();
    private final Map<ModelName, ReentrantLock> fetching = new ConcurrentHashMap<>();

    /**
     * Empty.
     *
     * @param places texts of all versions that may wait
     * @param spare how many checkpoints stay on disk beyond those in use
     */
    Shelf(CheckpointCache cache, Loaded.Loader loader, BatchLimits limits, Gate places, Meters meters, int spare) {
        this.cache = cache;
        this.loader = loader;
        this.limits = limits;
        this.places = places;
        this.meters = meters;
        this.spare = spare;
    }

    /**
     * The version, loaded and warm, with one user more: the caller, who closes it. Takes as long as fetching and loading
     * take.
     *
     * @param hurry true if it may answer more slowly for now, so that it answers sooner
     */
    LiveVersion open(Pin pin, boolean hurry) {
        ReentrantLock lock = fetching.computeIfAbsent(pin.model(), name -> new ReentrantLock());
        lock.lock();
        try {
            LiveVersion shared = loaded.get(pin);
            if (shared != null && (hurry || !shared.provisional()) && shared.retain()) {
                return shared;
            }
            Path checkpoint = cache.checkpoint(pin);
            LiveVersion fresh = loading.load("loading " + pin.label(), () -> load(pin, checkpoint, hurry));
            loaded.put(pin, fresh);
            meters.watchQueue(pin, fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private LiveVersion load(Pin pin, Path checkpoint, boolean hurry) {
        Loaded what = loader.load(pin.model().toString(), checkpoint, hurry);
        try {
            CostModel cost = Warmup.run(what.task(), limits);
            prove(what, checkpoint);
            Batcher.Setup setup = new Batcher.Setup(
                    pin.label(), what.choice().chosen().runners(), limits, cost, places, meters.watch(pin));
            Batcher batcher = new Batcher(what.task().engine(), setup, what.task()::close);
            return new LiveVersion(pin, what, batcher, this::ended);
        } catch (RuntimeException | Error e) {
            what.task().close();
            throw e;
        }
    }

    /** Refuses what answers otherwise here than where it was made, if it brings answers from there. */
    private static void prove(Loaded what, Path checkpoint) {
        try {
            Bound bound = what.choice().chosen().form().bound();
            GoldenAnswers.read(checkpoint).ifPresent(golden -> golden.check(what.task(), bound));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ended(LiveVersion version) {
        if (loaded.remove(version.pin(), version)) {
            meters.forget(version.pin());
        }
    }

    void tidy(Set<Pin> inUse) {
        cache.tidy(inUse, spare);
        loader.tidy(cache.commits());
    }
}
