package aprendiz.inference.routing;

import aprendiz.inference.asking.Item;
import aprendiz.inference.asking.Query;
import aprendiz.inference.asking.Router;
import aprendiz.inference.serving.LiveModels;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** The routes of all models, as the database had them last. A challenger gets no request before it is loaded. */
@Singleton
public class Routes implements Router {

    private static final Logger LOG = Logger.getLogger(Routes.class);

    private final RouteBook book;
    private final LiveModels models;
    private final Shadows shadows;
    private final MeterRegistry meters;
    private final Map<ModelName, LiveRoute> routes = new ConcurrentHashMap<>();
    private final Map<ModelName, Instant> changed = new ConcurrentHashMap<>();

    Routes(RouteBook book, LiveModels models, Shadows shadows, MeterRegistry meters) {
        this.book = book;
        this.models = models;
        this.shadows = shadows;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        refresh();
    }

    /** Another replica may have changed them. */
    @Scheduled(every = "{aprendiz.inference.poll}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        try {
            Map<ModelName, RouteBook.Entry> entries = book.entries();
            routes.keySet().retainAll(entries.keySet());
            changed.keySet().retainAll(entries.keySet());
            entries.forEach((model, entry) -> {
                if (!entry.changed().equals(changed.put(model, entry.changed()))) {
                    routes.put(model, new LiveRoute(entry.route(), entry.returned()));
                }
                entry.route().challengers().forEach(alias -> models.load(model, alias));
            });
        } catch (Problem away) {
            LOG.debugf("routes stay as they are: %s", away.getMessage());
        }
    }

    @Override
    public String revision(ModelName model, String asked, String key) {
        LiveRoute route = asked.equals(Route.CHAMPION) ? routes.get(model) : null;
        if (route == null) {
            return asked;
        }
        String chosen = route.pick(key);
        return chosen.equals(asked) || models.isServing(model, chosen) ? chosen : asked;
    }

    @Override
    public void answered(ModelName model, String revision, boolean well, Duration took) {
        LiveRoute route = routes.get(model);
        if (route == null) {
            return;
        }
        meters.counter(
                        "aprendiz.inference.route.answers",
                        "model",
                        model.toString(),
                        "alias",
                        revision,
                        "outcome",
                        well ? "answered" : "failed")
                .increment();
        route.answered(revision, well, took).ifPresent(because -> giveBack(model, because));
    }

    private void giveBack(ModelName model, String because) {
        LOG.warnf("%s: the champion answers everything again: %s", model, because);
        meters.counter("aprendiz.inference.route.returns", "model", model.toString())
                .increment();
        LiveRoute now = routes.get(model);
        routes.replace(model, now, new LiveRoute(now.route(), new LiveRoute.Returned(Instant.now(), because)));
        try {
            book.giveBack(model, because);
        } catch (Problem away) {
            LOG.warnf("%s: other replicas do not know yet: %s", model, away.getMessage());
        }
    }

    @Override
    public <A> void compare(ModelName model, String asked, Query<A> query, List<Item<A>> items, Duration took) {
        LiveRoute route = asked.equals(Route.CHAMPION) ? routes.get(model) : null;
        Route.Shadow shadow = route == null ? null : route.route().shadow();
        if (shadow != null && ThreadLocalRandom.current().nextDouble() < shadow.sample()) {
            shadows.ask(model, shadow.alias(), query, items, took, route.compared());
        }
    }

    List<LiveRoute.View> views() {
        return routes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> one.getValue().view(one.getKey().toString()))
                .toList();
    }

    LiveRoute.View view(ModelName model) {
        LiveRoute route = routes.get(model);
        if (route == null) {
            throw none(model);
        }
        return route.view(model.toString());
    }

    /** Sets it for all replicas, and begins to load who is new. */
    LiveRoute.View put(ModelName model, Route route) {
        book.put(model, route);
        refresh();
        return view(model);
    }

    void remove(ModelName model) {
        boolean was = book.remove(model);
        refresh();
        if (!was) {
            throw none(model);
        }
    }

    private static Problem none(ModelName model) {
        return Problem.notFound("No route", model + " has no route: its champion answers everything");
    }
}
