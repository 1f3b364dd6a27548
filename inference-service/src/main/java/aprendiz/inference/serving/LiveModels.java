package aprendiz.inference.serving;

import aprendiz.inference.batching.Call;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import io.opentelemetry.context.Context;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Which version answers for which revision of which model.
 *
 * <p>A revision is loaded when it is first asked for, and again after a restart. From then on it follows the registry:
 * {@link #follow} looks what it stands for now, loads that beside the one that answers, and swaps them whole. Whatever
 * fails on the way, the one that answers goes on answering.
 */
public final class LiveModels implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LiveModels.class);

    private final Catalog catalog;
    private final Ledger ledger;
    private final Shelf shelf;
    private final Room room;
    private final Map<Line.Key, Line> lines = new ConcurrentHashMap<>();
    private final ExecutorService followers = Context.taskWrapping(Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("follower-", 1).factory()));
    private volatile boolean registryAway;
    private final CompletableFuture<Void> restored = new CompletableFuture<>();

    LiveModels(Catalog catalog, Ledger ledger, Shelf shelf, Room room) {
        this.catalog = catalog;
        this.ledger = ledger;
        this.shelf = shelf;
        this.room = room;
    }

    /** Begins to load what was served before; returns at once. */
    public void restore() {
        for (Ledger.Entry entry : ledger.entries()) {
            Line.Key key = new Line.Key(entry.pin().model(), entry.alias());
            follow(lines.computeIfAbsent(key, ignored -> new Line(key, entry.pin())));
        }
        for (Line.Key key : room.kept()) {
            follow(lines.computeIfAbsent(key, k -> new Line(k, null)));
        }
        restored.complete(null);
    }

    /** True when all that was served before answers again, or it is known why it cannot. */
    public boolean settled() {
        return restored.isDone()
                && lines.values().stream().allMatch(line -> line.remembered() == null || line.settled());
    }

    public List<LineStatus> statuses() {
        return lines.values().stream()
                .map(Line::status)
                .sorted(Comparator.comparing(LineStatus::model).thenComparing(LineStatus::alias))
                .toList();
    }

    /**
     * The version that answers for the revision, loaded if need be. The caller closes it when it has its answer.
     *
     * @param call waits as long as it may
     * @throws Problem NOT_FOUND when there is no such model or revision, UNAVAILABLE when it cannot be loaded
     */
    public LiveVersion take(ModelName model, String revision, Call call) {
        await(restored, call); // who asks sooner is not to be told that the registry is away
        Line.Key key = new Line.Key(model, revision);
        for (int attempt = 0; attempt < 3; attempt++) {
            Line line = lines.computeIfAbsent(key, k -> new Line(k, null));
            LiveVersion version = line.take();
            if (version != null) {
                return version;
            }
            Problem trouble = null;
            try {
                await(looking(line), call);
            } catch (Problem e) {
                trouble = e; // none for this request, if another look has brought the version meanwhile
            }
            version = line.take();
            if (version != null) {
                return version;
            }
            if (trouble != null) {
                throw trouble;
            }
        }
        throw Problem.busy(key + " was unloaded to make room for other models; try again in a moment");
    }

    private static void await(CompletableFuture<Void> following, Call call) {
        try {
            following.get(call.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Problem problem ? problem : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw Problem.unavailable("Still loading", "the model is still loading; try again in a moment", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("Stopping", "the service is stopping", e);
        }
    }

    /** True if the revision answers without being loaded first. */
    public boolean isServing(ModelName model, String revision) {
        Line line = lines.get(new Line.Key(model, revision));
        return line != null && line.livePin() != null;
    }

    /** Begins to load the revision, if it is not loaded; returns at once. */
    public void load(ModelName model, String revision) {
        if (!isServing(model, revision)) {
            Line.Key key = new Line.Key(model, revision);
            follow(lines.computeIfAbsent(key, k -> new Line(k, null)));
        }
    }

    /** Looks soon whether the revision stands for another version now; does nothing when nobody asked for it yet. */
    public void follow(ModelName model, String revision) {
        Line line = lines.get(new Line.Key(model, revision));
        if (line != null) {
            follow(line);
        }
    }

    /** Looks soon at every revision whether it stands for another version now. */
    public void followAll() {
        lines.values().forEach(this::follow);
    }

    private void follow(Line line) {
        CompletableFuture<Void> unused = looking(line); // what comes of it, the line keeps
    }

    private CompletableFuture<Void> looking(Line line) {
        return line.inTurn(
                () -> {
                    try {
                        look(line);
                    } catch (RuntimeException e) {
                        if (!(e instanceof Problem)) {
                            LOG.errorf(e, "%s could not be followed", line.key());
                        }
                        throw e;
                    }
                },
                followers);
    }

    private void look(Line line) {
        if (lines.get(line.key()) != line) {
            return; // it made room while this waited for its turn
        }
        Pin now = line.livePin();
        if (now == null || !now.isNamedBy(line.key().revision())) {
            Pin wanted = wanted(line);
            if (wanted.equals(now)) {
                line.trouble(null);
            } else {
                change(line, now, wanted);
            }
        }
        if (line.unsaved()) {
            save(line);
        }
    }

    /** What the registry says that the line stands for; while it is away, what it stood for last. */
    private Pin wanted(Line line) {
        try {
            Version version = catalog.version(line.key().model(), line.key().revision());
            registryIsAway(null);
            return Pin.of(version);
        } catch (Problem said) {
            Problem problem = said;
            if (isAway(said)) {
                registryIsAway(said);
                if (line.livePin() == null && line.remembered() != null) {
                    return line.remembered();
                }
                problem = Problem.unavailable(said.title(), said.getMessage(), said);
            }
            fail(line, null, problem);
            throw problem;
        }
    }

    private static boolean isAway(Problem problem) {
        return switch (problem.kind()) {
            case BUSY, INTERNAL, UNAVAILABLE -> true;
            case INVALID, NOT_FOUND, CONFLICT, REFUSED -> false;
        };
    }

    private void registryIsAway(Problem reason) {
        boolean was = registryAway;
        registryAway = reason != null;
        if (registryAway && !was) {
            LOG.warnf("the registry does not answer; what is served goes on being served: %s", reason.getMessage());
        } else if (was && !registryAway) {
            LOG.info("the registry answers again");
        }
    }

    private void change(Line line, Pin now, Pin wanted) {
        Line.Trouble before = line.trouble();
        if (before != null && before.forbids(wanted)) {
            throw before.reason();
        }
        boolean provisional;
        try {
            LiveVersion next = shelf.open(wanted, now == null);
            provisional = next.provisional();
            room.admit(next);
            line.swap(next);
        } catch (RuntimeException e) {
            Problem problem = e instanceof Problem known && known.kind() == Problem.Kind.UNAVAILABLE
                    ? known
                    : Problem.unavailable(
                            "Cannot be served", wanted.label() + " cannot be served: " + e.getMessage(), e);
            LOG.warnf(
                    "%s %s: %s",
                    line.key(),
                    now == null ? "is not served" : "stays at version " + now.number(),
                    problem.getMessage());
            fail(line, wanted, problem);
            throw problem;
        }
        LOG.infof(
                "%s answers from version %d%s",
                line.key(), wanted.number(), now == null ? "" : ", and no longer from version " + now.number());
        makeRoom(line);
        shelf.tidy(inUse());
        if (provisional && !followers.isShutdown()) {
            followers.execute(() -> improve(wanted));
        }
    }

    /** Finds out, while the version answers already, in which form it answers fastest. */
    private void improve(Pin pin) {
        try (LiveVersion better = shelf.open(pin, false)) {
            lines.values().forEach(line -> line.improve(better));
        } catch (RuntimeException e) {
            LOG.warnf("%s goes on being computed as it is: %s", pin.label(), e.getMessage());
        }
    }

    /** Keeps the trouble with the line; a line that never served anything is not kept at all. */
    private void fail(Line line, Pin wanted, Problem problem) {
        line.trouble(Line.Trouble.after(line.trouble(), wanted, problem));
        boolean gone = problem.kind() == Problem.Kind.NOT_FOUND || problem.kind() == Problem.Kind.INVALID;
        if (line.livePin() == null && wanted == null && (gone || line.remembered() == null)) {
            forget(line);
        }
    }

    /**
     * Frees what answers for a revision; it is loaded again when it is asked for again.
     *
     * @throws Problem of kind NOT_FOUND if it is not loaded, BUSY if it is just being loaded
     */
    public void unload(ModelName model, String revision) {
        Line line = lines.get(new Line.Key(model, revision));
        if (line == null) {
            throw Problem.notFound("Not loaded", model + "@" + revision + " is not loaded");
        }
        if (!line.ifIdle(() -> forget(line))) {
            throw Problem.busy(line.key() + " is just being loaded or swapped; try again in a moment");
        }
        LOG.infof("%s was unloaded as asked", line.key());
    }

    private void makeRoom(Line newest) {
        List<Line> others = lines.values().stream()
                .filter(line -> line != newest && line.livePin() != null && !room.keeps(line.key()))
                .sorted(Comparator.comparingLong(Line::askedAt))
                .toList();
        for (Line line : others) {
            if (room.suffices(lines.values())) {
                return;
            }
            if (line.ifIdle(() -> forget(line))) {
                LOG.infof("%s makes room for %s", line.key(), newest.key());
            }
        }
    }

    private void forget(Line line) {
        lines.remove(line.key(), line);
        line.swap(null);
        try {
            ledger.forget(line.key().model(), line.key().revision());
        } catch (RuntimeException e) {
            LOG.warnf("%s will be loaded again after a restart: %s", line.key(), e.getMessage());
        }
    }

    private void save(Line line) {
        try {
            ledger.keep(new Ledger.Entry(line.key().revision(), line.livePin()));
            line.saved();
        } catch (RuntimeException e) {
            LOG.warnf("%s is served, but cannot be noted for the next start: %s", line.key(), e.getMessage());
        }
    }

    private Set<Pin> inUse() {
        Set<Pin> pins = new HashSet<>();
        for (Line line : lines.values()) {
            Stream.of(line.livePin(), line.previous(), line.remembered())
                    .filter(Objects::nonNull)
                    .forEach(pins::add);
        }
        return pins;
    }

    @Override
    public void close() {
        followers.shutdownNow();
        lines.values().forEach(line -> line.swap(null));
        lines.clear();
    }
}
