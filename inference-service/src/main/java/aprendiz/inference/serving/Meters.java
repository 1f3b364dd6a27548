package aprendiz.inference.serving;

import aprendiz.inference.batching.Call;
import aprendiz.inference.batching.Gate;
import aprendiz.inference.batching.Watch;
import aprendiz.model.ModelName;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What is measured. A version's meters go when it goes, so that their number stays bounded. */
public final class Meters {

    private static final String PREFIX = "aprendiz.inference.";

    private static final double SECOND = 1e9;

    private static final Duration[] TIMES = DoubleStream.of(
                    0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
            .mapToObj(millis -> Duration.ofNanos((long) (millis * 1e6)))
            .toArray(Duration[]::new);

    private static final double[] ROWS = {1, 2, 4, 8, 16, 32, 64};
    private static final double[] TOKENS = {16, 32, 64, 128, 256, 512, 1024, 2048, 4096};
    private static final double[] RATIOS = {1, 1.05, 1.1, 1.15, 1.2, 1.5, 2, 4};

    private final MeterRegistry registry;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Watches how many of a gate's places are taken. */
    public void watch(String name, Gate gate) {
        ToDoubleFunction<Gate> taken = Gate::taken;
        registry.gauge(name, gate, taken);
    }

    /** @param pin null when the request never got as far as a version */
    public void request(Pin pin, int status, Call.Times times) {
        Tags tags = pin == null ? Tags.of("model", "none", "version", "none") : tags(pin);
        timer("requests", "Answered requests, from their first byte to the answer", tags.and("status", "" + status))
                .record(times.total());
        if (pin != null) {
            timer("reading", "Requests until their texts were tokenised", tags).record(times.reading());
            timer("queue", "Requests while their texts waited", tags).record(times.queue());
            timer("compute", "Requests while their texts were computed", tags).record(times.compute());
        }
    }

    private Timer timer(String name, String description, Tags tags) {
        return Timer.builder(PREFIX + name)
                .description(description)
                .serviceLevelObjectives(TIMES)
                .tags(tags)
                .register(registry);
    }

    /** Watches how long a version's queue is, in time; in the place of the one that was loaded before, if any. */
    void watchQueue(Pin pin, LiveVersion version) {
        String name = PREFIX + "queue.estimated.seconds";
        Meter before = registry.find(name).tags(tags(pin)).meter();
        if (before != null) {
            registry.remove(before);
        }
        Gauge.builder(name, version, one -> one.queue().toNanos() / SECOND)
                .description("How long what came now would wait, as far as is known")
                .tags(tags(pin))
                .register(registry);
    }

    /** Watches the batches of a version. */
    Watch watch(Pin pin) {
        Tags tags = tags(pin);
        DistributionSummary texts = summary("batch.texts", "Texts computed at once", ROWS, tags);
        DistributionSummary tokens = summary("batch.tokens", "Tokens computed at once, padding included", TOKENS, tags);
        DistributionSummary padding = summary("batch.padding", "Tokens computed for each real one", RATIOS, tags);
        Counter real = Counter.builder(PREFIX + "tokens")
                .description("Real tokens computed")
                .tags(tags)
                .register(registry);
        Counter dropped = Counter.builder(PREFIX + "dropped.texts")
                .description("Texts thrown out of the queue since nobody waited for them any more")
                .tags(tags)
                .register(registry);
        return new Watch() {
            @Override
            public void computed(int rows, int length, int realTokens, long nanos) {
                texts.record(rows);
                tokens.record((double) rows * length);
                padding.record((double) rows * length / realTokens);
                real.increment(realTokens);
            }

            @Override
            public void dropped(int rows) {
                dropped.increment(rows);
            }
        };
    }

    private DistributionSummary summary(String name, String description, double[] buckets, Tags tags) {
        return DistributionSummary.builder(PREFIX + name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .tags(tags)
                .register(registry);
    }

    private static Tags tags(Pin pin) {
        return Tags.of("model", pin.model().toString(), "version", Integer.toString(pin.number()));
    }

    /** What was measured of a version since it was loaded. */
    public Usage usage(ModelName model, int version) {
        Tags tags = Tags.of("model", model.toString(), "version", Integer.toString(version));
        Usage.Sum answered = Usage.Sum.NONE;
        Usage.Sum failed = Usage.Sum.NONE;
        for (Timer timer : registry.find(PREFIX + "requests").tags(tags).timers()) {
            if ("200".equals(timer.getId().getTag("status"))) {
                answered = answered.plus(sum(timer));
            } else {
                failed = failed.plus(sum(timer));
            }
        }
        DistributionSummary batches =
                registry.find(PREFIX + "batch.texts").tags(tags).summary();
        return new Usage(
                batches == null ? 0 : Math.round(batches.totalAmount()),
                batches == null ? 0 : batches.count(),
                answered,
                failed,
                sum("reading", tags),
                sum("queue", tags),
                sum("compute", tags));
    }

    private Usage.Sum sum(String name, Tags tags) {
        Timer timer = registry.find(PREFIX + name).tags(tags).timer();
        return timer == null ? Usage.Sum.NONE : sum(timer);
    }

    private static Usage.Sum sum(Timer timer) {
        return new Usage.Sum(timer.count(), Math.round(timer.totalTime(TimeUnit.NANOSECONDS)));
    }

    void forget(Pin pin) {
        for (Meter meter : List.copyOf(registry.getMeters())) {
            Meter.Id id = meter.getId();
            if (id.getName().startsWith(PREFIX)
                    && pin.model().toString().equals(id.getTag("model"))
                    && Integer.toString(pin.number()).equals(id.getTag("version"))) {
                registry.remove(meter);
            }
        }
    }
}
