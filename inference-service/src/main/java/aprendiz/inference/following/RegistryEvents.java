package aprendiz.inference.following;

import aprendiz.inference.serving.LiveModels;
import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Hears the registry's events. An event only makes this service look: what it then serves is what the registry says at
 * that moment, so that events may come twice, late or in any order. Every replica hears every event.
 */
@ApplicationScoped
public class RegistryEvents {

    /** What {@code main} stands for moves with every publication. */
    private static final String LATEST = "main";

    private static final Logger LOG = Logger.getLogger(RegistryEvents.class);

    private final LiveModels models;

    RegistryEvents(LiveModels models) {
        this.models = models;
    }

    /** @throws RuntimeException when it is no event that can be read, which sends it to the dead letters */
    @Incoming("registry-events")
    public void hear(String message) {
        switch (CloudEvent.parse(message).data()) {
            case Event.AliasMoved moved -> models.follow(ModelName.of(moved.name()), moved.alias());
            case Event.VersionPublished published -> {
                if (RepositoryType.MODEL.toString().equals(published.type())) {
                    models.follow(ModelName.of(published.name()), LATEST);
                }
            }
            case Event.RegistryEvent other -> LOG.debugf("nothing to do about %s", other);
            case Event.JobWaiting other -> misplaced(other);
            case Event.JobEvent other -> misplaced(other);
            case Event.PredictionMade other -> misplaced(other);
            case Event.FeedbackGiven other -> misplaced(other);
        }
    }

    private static void misplaced(Event event) {
        throw new IllegalArgumentException("an event of topic " + event.topic() + " among the registry's");
    }
}
