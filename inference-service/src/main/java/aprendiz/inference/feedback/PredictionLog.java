package aprendiz.inference.feedback;

import aprendiz.inference.Settings;
import aprendiz.inference.asking.Item;
import aprendiz.inference.asking.Journal;
import aprendiz.inference.asking.Query;
import aprendiz.inference.serving.Pin;
import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.telemetry.TraceContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells Kafka what was answered: a sample of it, and never at a request's cost. What finds no room is dropped and counted.
 */
@Singleton
public final class PredictionLog implements Journal {

    private static final String SOURCE = "/aprendiz/inference";

    private final double sample;
    private final boolean texts;
    private final SigningKey key;
    private final Mailbox mailbox;
    private final Counter dropped;

    PredictionLog(Settings settings, SigningKey key, MeterRegistry meters) {
        sample = settings.predictions().sample();
        texts = settings.predictions().texts();
        this.key = key;
        mailbox = new Mailbox(settings.kafka(), settings.predictions().waiting());
        dropped = Counter.builder("aprendiz.inference.predictions.dropped")
                .description("Answers that could not be told to Kafka for want of room, or of the database at first")
                .register(meters);
    }

    @Override
    public <A> Optional<String> note(String revision, Pin version, Query<A> query, List<Item<A>> items) {
        if (sample <= 0 || ThreadLocalRandom.current().nextDouble() >= sample) {
            return Optional.empty();
        }
        try {
            String id = PredictionId.of(version.model(), version.number()).signed(key.bytes());
            String trace = TraceContext.parent();
            List<CloudEvent> events = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof Item.Answered<A>(A answer)) {
                    int input = i;
                    Told.of(query, i, answer)
                            .map(told -> texts ? told : told.withoutTexts())
                            .map(told -> new Event.PredictionMade(
                                    id,
                                    input,
                                    version.model().toString(),
                                    version.number(),
                                    revision,
                                    told.asked(),
                                    told.answer()))
                            .ifPresent(event -> events.add(CloudEvent.of(SOURCE, trace, event)));
                }
            }
            if (events.isEmpty()) {
                return Optional.empty();
            }
            int lost = mailbox.post(events);
            dropped.increment(lost);
            return lost == events.size() ? Optional.empty() : Optional.of(id);
        } catch (SQLException noKeyYet) {
            dropped.increment(items.size());
            return Optional.empty();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        mailbox.close();
    }
}
