package aprendiz.registry.retention;

import aprendiz.model.Digest;
import aprendiz.model.catalog.Sweep;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.blobs.BlobShelf;
import aprendiz.registry.blobs.Blobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Gives back the room of bytes that nothing needs. What somebody has put or asked for within the grace period stays, and
 * whoever comes to need a blob while it goes is told to put it again; so it may run beside uploads, and beside itself.
 */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);
    private static final int AT_ONCE = 500;

    /** An upload that does not go on for so long is taken for dead, however short the grace period. */
    private static final Duration SLOWEST_UPLOAD = Duration.ofDays(1);

    private final RegistrySettings settings;
    private final Deletions deletions;
    private final Ledger ledger;
    private final BlobShelf shelf;
    private final Blobs blobs;
    private final Counter freed;

    Sweeper(
            RegistrySettings settings,
            Deletions deletions,
            Ledger ledger,
            BlobShelf shelf,
            Blobs blobs,
            MeterRegistry meters) {
        this.settings = settings;
        this.deletions = deletions;
        this.ledger = ledger;
        this.shelf = shelf;
        this.blobs = blobs;
        this.freed = Counter.builder("aprendiz_registry_swept_bytes")
                .description("bytes that sweeps have given back")
                .register(meters);
    }

    /** @param dryRun only counts */
    Sweep sweep(boolean dryRun) throws IOException {
        Instant now = Instant.now();
        Duration grace = settings.retention().grace();
        Instant unseenSince = now.minus(grace);
        long expired = deletions.expire(unseenSince, dryRun);
        Tally unneeded = unneeded(unseenSince, dryRun);
        Tally strays = strays(unseenSince, dryRun);
        long uploads = 0;
        if (!dryRun) {
            ledger.forgetTensors();
            uploads = blobs.clearUploads(now.minus(grace.compareTo(SLOWEST_UPLOAD) > 0 ? grace : SLOWEST_UPLOAD));
            freed.increment((double) (unneeded.bytes + strays.bytes));
        }
        Sweep swept = new Sweep(
                dryRun, unseenSince, unneeded.count, unneeded.bytes + strays.bytes, strays.count, expired, uploads);
        LOG.infof("%s", swept);
        return swept;
    }

    private static final class Tally {
        private long count;
        private long bytes;

        private void add(long size) {
            count++;
            bytes += size;
        }
    }

    private Tally unneeded(Instant unseenSince, boolean dryRun) throws IOException {
        Tally tally = new Tally();
        String after = "";
        List<Ledger.Entry> page;
        do {
            page = ledger.unneeded(after, unseenSince, AT_ONCE);
            for (Ledger.Entry blob : page) {
                after = blob.sha256().hex();
                if (dryRun || shelf.forget(blob.sha256(), unseenSince)) {
                    tally.add(blob.size());
                }
            }
        } while (page.size() == AT_ONCE);
        return tally;
    }

    /** What the store has and the account does not know. */
    private Tally strays(Instant unseenSince, boolean dryRun) throws IOException {
        Tally tally = new Tally();
        try (Stream<Blobs.Stored> all = blobs.all()) {
            Iterator<Blobs.Stored> old =
                    all.filter(one -> one.since().isBefore(unseenSince)).iterator();
            while (old.hasNext()) {
                List<Blobs.Stored> some = new ArrayList<>();
                while (some.size() < AT_ONCE && old.hasNext()) {
                    some.add(old.next());
                }
                Set<Digest> unknown =
                        ledger.unknown(some.stream().map(Blobs.Stored::sha256).collect(Collectors.toSet()));
                for (Blobs.Stored one : some) {
                    if (unknown.contains(one.sha256()) && (dryRun || isGone(one, unseenSince))) {
                        tally.add(one.size());
                    }
                }
            }
        }
        return tally;
    }

    /** By way of the account, so that an upload of the same bytes that ends just now finds out. */
    private boolean isGone(Blobs.Stored stray, Instant unseenSince) throws IOException {
        shelf.adopt(stray);
        return shelf.forget(stray.sha256(), unseenSince);
    }
}
