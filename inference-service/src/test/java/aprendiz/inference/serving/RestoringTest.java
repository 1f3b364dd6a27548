package aprendiz.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import aprendiz.inference.ServiceTest;
import aprendiz.inference.Settings;
import aprendiz.inference.batching.BatchLimits;
import aprendiz.inference.batching.Call;
import aprendiz.inference.batching.Gate;
import aprendiz.model.ModelName;
import aprendiz.model.catalog.Version;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the service writes down is enough for another to go on from. */
@QuarkusTest
class RestoringTest extends ServiceTest {

    @Inject
    Ledger ledger;

    @Inject
    Settings settings;

    private List<Ledger.Entry> entries(ModelName model) {
        return ledger.entries().stream()
                .filter(entry -> entry.pin().model().equals(model))
                .toList();
    }

    @Test
    void notesWhatItServesAndWhatItNoLongerDoes() {
        ModelName model = classifier("noted");
        Pin first = Pin.of(catalog.version(model, "1"));
        Pin second = Pin.of(catalog.publish(model, "bad", "good"));
        ledger.keep(new Ledger.Entry("champion", first));
        ledger.keep(new Ledger.Entry("main", first));
        ledger.keep(new Ledger.Entry("main", second));
        assertThat(entries(model))
                .containsExactlyInAnyOrder(new Ledger.Entry("champion", first), new Ledger.Entry("main", second));
        ledger.forget(model, "main");
        ledger.forget(model, "main");
        assertThat(entries(model)).containsExactly(new Ledger.Entry("champion", first));
        ledger.forget(model, "champion");
    }

    @Test
    void anotherServiceGoesOnWhileTheRegistryIsAway() {
        ModelName model = classifier("restored");
        Version version = catalog.version(model, "champion");
        answering(model);
        await().until(() -> !entries(model).isEmpty());
        catalog.away(true);
        Shelf shelf = new Shelf(
                new CheckpointCache(settings.models(), catalog),
                FakeEngine::load,
                new BatchLimits(8, 256, 1.2),
                new Gate("texts", 1000),
                new Meters(new SimpleMeterRegistry()),
                4);
        try (LiveModels another = new LiveModels(catalog, ledger, shelf, Room.of(4))) {
            assertThat(another.settled()).isFalse();
            another.restore();
            await().until(another::settled);
            try (LiveVersion live = another.take(model, "champion", Call.within(Duration.ofSeconds(10)))) {
                assertThat(live.pin()).isEqualTo(Pin.of(version));
            }
        } finally {
            catalog.away(false);
        }
    }
}
