package aprendiz.registry.retention;

import aprendiz.messages.Event.BlobRotten;
import aprendiz.model.Digest;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Damage;
import aprendiz.registry.events.Announcements;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Writes rot down, says it once, and takes the blob out of use until it is put again. */
@ApplicationScoped
class Rotting implements Damage {

    private static final Logger LOG = Logger.getLogger(Rotting.class);

    private final Blobs blobs;
    private final EntityManager entities;
    private final Announcements announcements;
    private final Counter found;

    Rotting(Blobs blobs, EntityManager entities, Announcements announcements, MeterRegistry meters) {
        this.blobs = blobs;
        this.entities = entities;
        this.announcements = announcements;
        this.found = Counter.builder("aprendiz_registry_blobs_rotten")
                .description("blobs that were found damaged or missing")
                .register(meters);
    }

    @Override
    @Transactional
    public void found(Digest sha256, String what) {
        try {
            write(sha256, what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Digest sha256, String what) throws IOException {
        // whoever puts it again waits for this row, and looks whether the blob is still there
        List<?> known = entities.createNativeQuery("select size from blob where sha256 = ?1 for update", Long.class)
                .setParameter(1, sha256.hex())
                .getResultList();
        boolean swept = known.isEmpty();
        boolean repaired = !swept
                && what.equals(MISSING)
                && blobs.size(sha256).equals(java.util.OptionalLong.of((Long) known.getFirst()));
        if (swept || repaired) {
            return;
        }
        setAside(sha256);
        int rows = entities.createNativeQuery(
                        "insert into rot (sha256, found, found_at) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, sha256.hex())
                .setParameter(2, what)
                .setParameter(3, Instant.now())
                .executeUpdate();
        if (rows > 0) {
            int needed = needed(sha256);
            LOG.errorf(
                    "blob %s is damaged: found %s; %d versions need it; it is out of use until it is put again",
                    sha256, what, needed);
            found.increment();
            announcements.add(new BlobRotten(sha256.hex(), what, needed));
        }
    }

    private void setAside(Digest sha256) throws IOException {
        try {
            if (blobs.size(sha256).isPresent()) {
                blobs.setAside(sha256);
            }
        } catch (NoSuchFileException gone) {
            LOG.debugf("blob %s has gone meanwhile", sha256);
        }
    }

    private int needed(Digest sha256) {
        Number count = (Number) entities.createNativeQuery(
                        "select count(distinct version_id) from version_file where sha256 = ?1", Long.class)
                .setParameter(1, sha256.hex())
                .getSingleResult();
        return count.intValue();
    }
}
