package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;

/** Which blobs there are, by the database's account. */
@ApplicationScoped
public class BlobShelf {

    private final EntityManager entities;
    private final Blobs blobs;

    BlobShelf(EntityManager entities, Blobs blobs) {
        this.entities = entities;
        this.blobs = blobs;
    }

    /**
     * Puts the bytes into the store and writes down that they are there.
     *
     * @return how many bytes there were
     */
    public long keep(Digest sha256, InputStream bytes) throws IOException {
        long size = blobs.put(sha256, new SteadyStream(bytes));
        record(sha256, size);
        if (blobs.size(sha256).isEmpty()) {
            throw Problem.unavailable("Swept away", "blob " + sha256 + " was swept as it came; put it again", null);
        }
        return size;
    }

    /** Writes down that the blob is in the store, and seen now. */
    @Transactional
    public void record(Digest sha256, long size) {
        entities.createNativeQuery(
                        "insert into blob (sha256, size, created_at, seen_at, scrubbed_at) values (?1, ?2, ?3, ?3, ?3)"
                                + " on conflict (sha256) do update set seen_at = excluded.seen_at,"
                                + " scrubbed_at = excluded.scrubbed_at")
                .setParameter(1, sha256.hex())
                .setParameter(2, size)
                .setParameter(3, Instant.now())
                .executeUpdate();
        entities.createNativeQuery("delete from rot where sha256 = ?1")
                .setParameter(1, sha256.hex())
                .executeUpdate();
    }

    /** Writes a blob down that the account does not know, though the store has it, unless it has come to be known. */
    public void adopt(Blobs.Stored stray) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(
                                "insert into blob (sha256, size, created_at, seen_at) values (?1, ?2, ?3, ?3)"
                                        + " on conflict do nothing")
                        .setParameter(1, stray.sha256().hex())
                        .setParameter(2, stray.size())
                        .setParameter(3, stray.since())
                        .executeUpdate());
    }

    /** Whether it is in the store and in the account; if so it counts as seen, and is safe from sweeping for a while. */
    public boolean has(Digest sha256) throws IOException {
        return sizes(List.of(sha256)).containsKey(sha256) && blobs.size(sha256).isPresent();
    }

    /**
     * The sizes of those that there are, which count as seen. The rows are locked one after the other by name: those who
     * ask for the same blobs at the same time wait for each other, never in a circle.
     */
    @Transactional
    public Map<Digest, Long> sizes(Collection<Digest> wanted) {
        List<String> names = wanted.stream().map(Digest::hex).toList();
        List<BlobRow> rows = BlobRow.<BlobRow>find("sha256 in ?1 order by sha256", names)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        BlobRow.update("seenAt = ?1 where sha256 in ?2", Instant.now(), names);
        return rows.stream().collect(Collectors.toMap(row -> new Digest(row.sha256), row -> row.size));
    }

    /**
     * Deletes a blob that nothing needs: whoever needs one says so with a foreign key. Blobs that someone has put or
     * asked for since an instant stay, for that one may be about to publish.
     *
     * @return whether it is gone from the store and from the account
     */
    public boolean forget(Digest sha256, Instant unseenSince) throws IOException {
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                boolean forgotten = entities.createNativeQuery("delete from blob where sha256 = ?1 and seen_at < ?2")
                                .setParameter(1, sha256.hex())
                                .setParameter(2, unseenSince)
                                .executeUpdate()
                        > 0;
                if (forgotten) {
                    // before the commit: whoever puts it again waits for the row, and finds out
                    blobs.delete(sha256);
                }
                return forgotten;
            });
        } catch (ConstraintViolationException needed) {
            return false;
        }
    }
}
