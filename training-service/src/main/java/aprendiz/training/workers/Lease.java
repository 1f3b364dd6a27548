package aprendiz.training.workers;

import aprendiz.training.Settings;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Renews a claim on a thread of its own until it is closed, and knows when the claim is lost: cancelled, or taken by
 * another worker. While the database is away nobody can take it, so it holds.
 */
final class Lease implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Lease.class);

    private final Claims claims;
    private final Claim claim;
    private final Thread heart;
    private volatile boolean lost;

    Lease(Claims claims, Claim claim, Settings.Worker settings) {
        this.claims = claims;
        this.claim = claim;
        this.heart = Thread.ofPlatform().daemon().name("lease").start(() -> beat(settings.heartbeat()));
    }

    boolean lost() {
        return lost;
    }

    /** The row said that the claim holds no more. */
    void lose() {
        lost = true;
    }

    private void beat(Duration pause) {
        while (!lost) {
            try {
                Thread.sleep(pause);
                if (!claims.renew(claim)) {
                    lost = true;
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warnf("the lease of job %s could not be renewed; trying again: %s", claim.job(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        heart.interrupt();
    }
}
