package aprendiz.inference.routing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A route and how those on it did lately, in this process. */
final class LiveRoute {

    private final Route route;
    private final Returned returned;
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();
    private final Compared compared = new Compared();

    /**
     * That the champion answers everything again.
     *
     * @param because what a challenger did not keep to
     */
    record Returned(Instant at, String because) {}

    /** @param returned null while challengers have their shares */
    LiveRoute(Route route, Returned returned) {
        this.route = route;
        this.returned = returned;
    }

    Route route() {
        return route;
    }

    Returned returned() {
        return returned;
    }

    Compared compared() {
        return compared;
    }

    /** Who is to answer. */
    String pick(String key) {
        return returned == null ? route.pick(key) : Route.CHAMPION;
    }

    /**
     * An alias answered.
     *
     * @return what is wrong with it, if it must give its share back
     */
    Optional<String> answered(String alias, boolean well, Duration took) {
        tally(alias).add(well, took);
        if (alias.equals(Route.CHAMPION) || returned != null) {
            return Optional.empty();
        }
        Route.Guard guard = route.guard();
        Tally.Summary its = tally(alias).latest(guard.after());
        Tally.Summary champions = tally(Route.CHAMPION).latest(guard.after());
        if (its.answers() < guard.after()) {
            return Optional.empty();
        }
        if (its.errors() > guard.errors()) {
            return Optional.of("%s failed %.1f %% of its last %d requests; %.1f %% are allowed"
                    .formatted(alias, 100 * its.errors(), guard.after(), 100 * guard.errors()));
        }
        if (champions.answers() >= guard.after() && its.milliseconds() > guard.slower() * champions.milliseconds()) {
            return Optional.of(
                    "%s took %.1f ms (95th percentile of its last %d requests), the champion %.1f; %.1f times that is allowed"
                            .formatted(
                                    alias,
                                    its.milliseconds(),
                                    guard.after(),
                                    champions.milliseconds(),
                                    guard.slower()));
        }
        return Optional.empty();
    }

    private Tally tally(String alias) {
        return tallies.computeIfAbsent(alias, name -> new Tally());
    }

    /** What {@code GET /v1/routes} says. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            String model,
            Route route,
            Returned returned,
            SortedMap<String, Tally.Summary> latest,
            Compared.Summary shadow) {}

    View view(String model) {
        SortedMap<String, Tally.Summary> latest = new TreeMap<>();
        tallies.forEach((alias, tally) -> latest.put(alias, tally.latest(Tally.MOST)));
        return new View(model, route, returned, latest, compared.summary().orElse(null));
    }
}
