package aprendiz.training.workers;

import aprendiz.messages.CloudEvent;
import aprendiz.messages.Event;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Wakes the worker when a job is announced. Doing so twice does no harm, and missing one neither: the worker looks for
 * itself too. What is no event goes to the dead letters.
 */
@ApplicationScoped
class Requests {

    private final Worker worker;

    Requests(Worker worker) {
        this.worker = worker;
    }

    @Incoming("training-requests")
    @Blocking
    void announced(String message) {
        if (CloudEvent.parse(message).data() instanceof Event.JobWaiting) {
            worker.wake();
        }
    }
}
