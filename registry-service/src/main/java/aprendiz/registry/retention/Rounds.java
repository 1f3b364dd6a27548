package aprendiz.registry.retention;

import aprendiz.registry.RegistrySettings;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Scrubs what is due while the service runs, slowly. */
@ApplicationScoped
class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Scrubber scrubber;
    private final long rate;
    private Thread thread;

    Rounds(Scrubber scrubber, RegistrySettings settings) {
        this.scrubber = scrubber;
        this.rate = settings.retention().scrubRate();
    }

    void start(@Observes StartupEvent event) {
        if (rate > 0) {
            thread = Thread.ofVirtual().name("scrubber").start(this::goRound);
        }
    }

    private void goRound() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                scrub();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("the scrubber stops");
        }
    }

    private void scrub() throws InterruptedException {
        try {
            scrubber.due(new Pace(rate));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // the database or the store is away; the next round finds the same blobs
            LOG.warnf("scrubbing waits: %s", e);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
    }
}
