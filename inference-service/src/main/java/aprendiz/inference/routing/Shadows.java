package aprendiz.inference.routing;

import aprendiz.inference.Settings;
import aprendiz.inference.asking.Item;
import aprendiz.inference.asking.Query;
import aprendiz.inference.batching.Call;
import aprendiz.inference.serving.LiveModels;
import aprendiz.inference.serving.LiveVersion;
import aprendiz.model.ModelName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Asks shadows: few at a time, behind everybody else, and none when there is no room. */
@Singleton
class Shadows {

    private static final int AT_ONCE = 4;
    private static final int LEAST_URGENT = 7;

    private final LiveModels models;
    private final Settings settings;
    private final MeterRegistry meters;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final Counter dropped;

    Shadows(LiveModels models, Settings settings, MeterRegistry meters) {
        this.models = models;
        this.settings = settings;
        this.meters = meters;
        dropped = Counter.builder("aprendiz.inference.shadow.dropped")
                .description("Requests that a shadow was to be asked too, but not for want of room")
                .register(meters);
    }

    <A> void ask(ModelName model, String alias, Query<A> query, List<Item<A>> items, Duration took, Compared compared) {
        if (!models.isServing(model, alias) || !room.tryAcquire()) {
            dropped.increment();
            return;
        }
        Thread.ofVirtual().name("shadow").start(() -> {
            try {
                ask(model, alias, query, items, took, compared, new Call(settings.patience(), LEAST_URGENT));
            } catch (RuntimeException e) {
                compared.addFailure();
            } finally {
                room.release();
            }
        });
    }

    private <A> void ask(
            ModelName model,
            String alias,
            Query<A> query,
            List<Item<A>> items,
            Duration took,
            Compared compared,
            Call call) {
        try (LiveVersion version = models.take(model, alias, call)) {
            List<Item<A>> theirs = new ArrayList<>();
            query.ask(version.task(call)).forEach(answer -> theirs.add(new Item.Answered<>(answer)));
            Agreement agreement = Agreement.of(items, theirs);
            compared.add(agreement, took, call.time());
            summary("aprendiz.inference.shadow.agreement", model, alias).record(agreement.agreement());
            summary("aprendiz.inference.shadow.difference", model, alias).record(agreement.difference());
            Timer.builder("aprendiz.inference.shadow.time")
                    .tags("model", model.toString(), "alias", alias)
                    .register(meters)
                    .record(call.time());
        }
    }

    private DistributionSummary summary(String name, ModelName model, String alias) {
        return DistributionSummary.builder(name)
                .tags("model", model.toString(), "alias", alias)
                .register(meters);
    }
}
