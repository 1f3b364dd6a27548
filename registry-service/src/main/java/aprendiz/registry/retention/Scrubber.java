package aprendiz.registry.retention;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Scrub;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Damage;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Reads blobs again, those first that were read longest ago, and reports what is not what it was. */
@ApplicationScoped
class Scrubber {

    private static final int AT_ONCE = 100;

    private final RegistrySettings settings;
    private final Ledger ledger;
    private final Blobs blobs;
    private final Damage damage;
    private final Semaphore turn = new Semaphore(1);

    Scrubber(RegistrySettings settings, Ledger ledger, Blobs blobs, Damage damage) {
        this.settings = settings;
        this.ledger = ledger;
        this.blobs = blobs;
        this.damage = damage;
    }

    Scrub report() {
        return ledger.report(dueBefore(), 0);
    }

    private Instant dueBefore() {
        return Instant.now().minus(settings.retention().scrubEvery());
    }

    /**
     * Reads now, due or not, as many blobs as hold so many bytes.
     *
     * @throws Problem of kind BUSY if somebody has it read already
     */
    Scrub now(long mostBytes) throws IOException, InterruptedException {
        if (!turn.tryAcquire()) {
            throw Problem.busy("blobs are being read again already; ask for the report");
        }
        try {
            return ledger.report(dueBefore(), read(Instant.now(), mostBytes, Pace.FASTEST));
        } finally {
            turn.release();
        }
    }

    /** Reads some of what is due; nothing if nothing is. */
    long due(Pace pace) throws IOException, InterruptedException {
        return read(dueBefore(), Long.MAX_VALUE, pace);
    }

    private long read(Instant before, long mostBytes, Pace pace) throws IOException, InterruptedException {
        long checked = 0;
        long left = mostBytes;
        List<Ledger.Entry> page;
        do {
            page = ledger.stale(before, AT_ONCE);
            for (Ledger.Entry blob : page) {
                if (blob.size() > left && checked > 0) {
                    return checked;
                }
                check(blob.sha256(), pace);
                left -= blob.size();
                checked++;
            }
        } while (page.size() == AT_ONCE && left > 0);
        return checked;
    }

    private void check(Digest sha256, Pace pace) throws IOException, InterruptedException {
        String found;
        try (InputStream in = blobs.open(sha256, 0)) {
            MessageDigest sha = Digest.newSha256();
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha.update(buffer, 0, n);
                pace.after(n);
            }
            found = Digest.finish(sha).hex();
        } catch (NoSuchFileException e) {
            found = Damage.MISSING;
        }
        if (found.equals(sha256.hex())) {
            ledger.scrubbed(sha256);
        } else {
            damage.found(sha256, found);
        }
    }
}
