package aprendiz.training.searches;

import aprendiz.training.Settings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Looks after searches, on a thread of its own, wherever there is a worker. */
@ApplicationScoped
class Tending {

    private static final Logger LOG = Logger.getLogger(Tending.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Searches searches;
    private final boolean enabled;
    private final Thread thread = Thread.ofPlatform().daemon().name("searches").unstarted(this::run);
    private volatile boolean stopping;

    Tending(Searches searches, Settings settings) {
        this.searches = searches;
        this.enabled = settings.worker().enabled();
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        if (thread.isAlive()) {
            thread.join(PAUSE);
        }
    }

    private void run() {
        boolean complained = false;
        while (!stopping) {
            try {
                complained = !tendedAll(complained);
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** @return false if it could not be done, which is complained of only if it went well before */
    private boolean tendedAll(boolean complained) {
        try {
            while (!stopping && searches.tend()) {
                LOG.debug("a search was brought on");
            }
            return true;
        } catch (RuntimeException e) {
            if (!complained) {
                LOG.warnf(e, "no search can be brought on; trying again every %s", PAUSE);
            }
            return false;
        }
    }
}
