package aprendiz.registry.webhooks;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Delivers what is due while the registry runs. */
@ApplicationScoped
class Courier {

    private static final Logger LOG = Logger.getLogger(Courier.class);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);

    private final Queue queue;
    private final Sending sending;
    private final WebhookSettings settings;
    private Thread thread;
    private volatile boolean closed;
    private boolean complained;

    Courier(Queue queue, Sending sending, WebhookSettings settings) {
        this.queue = queue;
        this.sending = sending;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("webhooks").start(this::run);
    }

    private void run() {
        long nextPruning = System.nanoTime();
        try (ExecutorService letters = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!closed) {
                try {
                    if (System.nanoTime() - nextPruning >= 0) {
                        queue.prune();
                        nextPruning = System.nanoTime() + BETWEEN_PRUNINGS.toNanos();
                    }
                    if (deliver(letters)) {
                        continue;
                    }
                } catch (RuntimeException | ExecutionException e) {
                    complain(e);
                }
                Thread.sleep(settings.poll());
            }
        } catch (InterruptedException e) {
            // the registry is stopping; what was taken is due again soon
        }
    }

    /** @return whether there was something to deliver */
    private boolean deliver(ExecutorService letters) throws InterruptedException, ExecutionException {
        List<Queue.Due> due = queue.take();
        complained = false;
        List<Future<?>> underWay = new ArrayList<>();
        for (Queue.Due one : due) {
            underWay.add(letters.submit(() -> {
                queue.settle(one, sending.send(one.letter()));
                return null;
            }));
        }
        for (Future<?> one : underWay) {
            one.get();
        }
        return !due.isEmpty();
    }

    /** Once per outage of the database. */
    private void complain(Exception e) {
        if (!closed && !complained) {
            LOG.warnf("webhooks wait; trying again until it works: %s", e.getMessage());
            complained = true;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
        thread.interrupt();
    }
}
