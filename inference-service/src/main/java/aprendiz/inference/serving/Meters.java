package aprendiz.inference.serving;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What is measured. A version's meters go when it goes, so that their number stays bounded. */
public final class Meters {

    private static final String REQUESTS = "aprendiz.inference.requests";
    private static final String BATCHES = "aprendiz.inference.batch.texts";

    private static final Duration[] BUCKETS = LongStream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Watches how many of a gate's places are taken. */
    public void watch(String name, Gate gate) {
        ToDoubleFunction<Gate> taken = Gate::taken;
        registry.gauge(name, gate, taken);
    }

    /** @param version null when the request never got as far as one */
    public void request(LiveVersion version, int status, Duration time) {
        Timer.builder(REQUESTS)
                .description("Answered requests, from their first byte to the answer")
                .serviceLevelObjectives(BUCKETS)
                .tag("model", version == null ? "none" : version.pin().model().toString())
                .tag(
                        "version",
                        version == null
                                ? "none"
                                : Integer.toString(version.pin().number()))
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(time);
    }

    IntConsumer batchSizes(Pin pin) {
        DistributionSummary sizes = DistributionSummary.builder(BATCHES)
                .description("Texts computed at once")
                .tag("model", pin.model().toString())
                .tag("version", Integer.toString(pin.number()))
                .register(registry);
        return sizes::record;
    }

    void forget(Pin pin) {
        for (String name : List.of(REQUESTS, BATCHES)) {
            for (Meter meter : List.copyOf(registry.find(name)
                    .tag("model", pin.model().toString())
                    .tag("version", Integer.toString(pin.number()))
                    .meters())) {
                registry.remove(meter);
            }
        }
    }
}
