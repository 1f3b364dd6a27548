package aprendiz.inference.asking;

import aprendiz.inference.Settings;
import aprendiz.inference.serving.Pin;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Answers that were given before, by version and question; off unless it is given room. */
@Singleton
class AnswerCache {

    /** Questions with more inputs are not asked twice. */
    private static final int MOST_INPUTS = 16;

    private final Cache<Key, List<?>> answers;
    private final boolean on;
    private final Counter hits;
    private final Counter misses;

    @Inject
    AnswerCache(Settings settings, MeterRegistry meters) {
        this(settings.cache(), meters);
    }

    AnswerCache(int room, MeterRegistry meters) {
        on = room > 0;
        answers = Caffeine.newBuilder().maximumSize(room).build();
        hits = counter(meters, "hit");
        misses = counter(meters, "miss");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("aprendiz.inference.cache")
                .description("Questions that had been answered before, and that had not")
                .tag("outcome", outcome)
                .register(meters);
    }

    private record Key(Pin version, Query<?> query) {}

    /** What was answered before to this very question by this very version. */
    @SuppressWarnings("unchecked") // put only puts what is of the query's type
    <A> Optional<List<Item<A>>> get(Pin version, Query<A> query) {
        if (!on || query.size() > MOST_INPUTS) {
            return Optional.empty();
        }
        List<?> known = answers.getIfPresent(new Key(version, query));
        (known == null ? misses : hits).increment();
        return Optional.ofNullable((List<Item<A>>) known);
    }

    <A> void put(Pin version, Query<A> query, List<Item<A>> items) {
        if (on && query.size() <= MOST_INPUTS && items.stream().allMatch(item -> item instanceof Item.Answered)) {
            answers.put(new Key(version, query), items);
        }
    }
}
