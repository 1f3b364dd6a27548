package aprendiz.training.checks;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.training.Settings;
import aprendiz.training.run.Jvm;
import aprendiz.training.run.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** How fast this machine trains: measured when it is first asked for, which takes some seconds, and kept in a file. */
@ApplicationScoped
public class Pacing {

    private static final Logger LOG = Logger.getLogger(Pacing.class);
    private static final long LONGEST_SECONDS = 120;

    private final Path file;
    private final String heap;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    Pacing(Settings settings) {
        this.file = settings.work().resolve("pace.json");
        this.heap = settings.worker().heap();
    }

    /** As it was measured; empty if it never was. */
    public Optional<Pace> known() {
        try {
            return Files.exists(file) ? Optional.of(Json.read(file, Pace.class)) : Optional.empty();
        } catch (IOException | Problem e) {
            LOG.warnf("%s is no pace and is measured again: %s", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** As it was measured, or measured now; empty if that cannot be done. */
    public Optional<Pace> measured() {
        oneAtATime.lock();
        try {
            if (known().isEmpty()) {
                measure();
            }
            return known();
        } catch (IOException e) {
            LOG.warnf("the pace of this machine could not be measured: %s", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            oneAtATime.unlock();
        }
    }

    private void measure() throws IOException, InterruptedException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path log = file.resolveSibling("pace.log");
        Process process =
                Jvm.process(heap, Pace.class.getName(), file.toString(), log).start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it took more than " + LONGEST_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
