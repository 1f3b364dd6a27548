package aprendiz.training.workers;

import aprendiz.training.Settings;
import com.sun.management.OperatingSystemMXBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Claims jobs while it has room for them, and works on each on a thread of its own. */
@ApplicationScoped
class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final int PROCESSORS_FOR_A_JOB = 4;
    private static final double SHARE_OF_MEMORY = 0.6;

    private final Claims claims;
    private final Settings settings;
    private final Turn turn;
    private final Room room;
    private final String name =
            ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
    private final Semaphore calls = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().daemon().name("worker").unstarted(this::run);
    private volatile boolean stopping;

    Worker(Claims claims, Publisher publisher, Settings settings) {
        this.claims = claims;
        this.settings = settings;
        this.turn = new Turn(claims, publisher, settings, () -> stopping);
        this.room = new Room(mostJobs(settings.worker()), memory(settings.worker()));
    }

    /** How many jobs a worker has at hand at most. */
    static int mostJobs(Settings.Worker settings) {
        return settings.jobs().orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_FOR_A_JOB));
    }

    /** Of the container, where there is one. */
    private static long memory(Settings.Worker settings) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return settings.memory().map(MemorySize::asLongValue).orElse((long)
                (SHARE_OF_MEMORY * machine.getTotalMemorySize()));
    }

    void start(@Observes StartupEvent event) {
        if (settings.worker().enabled()) {
            thread.start();
        }
    }

    /** Ends the processes of the jobs at hand and gives the jobs back, as if they had not been begun. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake();
        room.empty(Duration.ofSeconds(10));
    }

    /** A job waits, or there is room for one. */
    void wake() {
        calls.release();
    }

    private void run() {
        boolean complained = false;
        while (!stopping) {
            try {
                Optional<Claim> claim = room.left() < 0 ? Optional.empty() : claims.next(name, room.left());
                complained = false;
                if (claim.isPresent()) {
                    begin(claim.get());
                } else {
                    waitForCall(settings.worker().poll());
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (!complained) {
                    LOG.warnf(e, "no job can be claimed; trying again every %s", PAUSE_AFTER_TROUBLE);
                    complained = true;
                }
                sleep();
            }
        }
    }

    private void begin(Claim claim) {
        room.enter(claim);
        Thread.ofPlatform().daemon().name("job-" + claim.job()).start(() -> {
            try {
                turn.take(claim);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "job %s is let go; it is taken up again when its lease has run out", claim.job());
            } finally {
                room.leave(claim);
                wake();
            }
        });
    }

    private void waitForCall(Duration longest) throws InterruptedException {
        if (calls.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            calls.drainPermits();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE_AFTER_TROUBLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
