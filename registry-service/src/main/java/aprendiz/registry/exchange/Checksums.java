package aprendiz.registry.exchange;

import aprendiz.model.FileEntry;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Damage;
import aprendiz.registry.blobs.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** The CRC-32 of blobs, which a zip wants to know before their bytes; computed once. */
@ApplicationScoped
public class Checksums {

    private final EntityManager entities;
    private final Blobs blobs;
    private final Damage damage;

    Checksums(EntityManager entities, Blobs blobs, Damage damage) {
        this.entities = entities;
        this.blobs = blobs;
        this.damage = damage;
    }

    long of(FileEntry file) throws IOException {
        Optional<Long> known = known(file);
        if (known.isPresent()) {
            return known.get();
        }
        CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        new Delivery(blobs, damage, file.sha256(), file.size(), 0, file.size()).write(sum);
        long crc = sum.getChecksum().getValue();
        remember(file, crc);
        return crc;
    }

    @Transactional
    Optional<Long> known(FileEntry file) {
        List<?> found = entities.createNativeQuery("select crc32 from blob where sha256 = ?1 and crc32 is not null")
                .setParameter(1, file.sha256().hex())
                .getResultList();
        return found.stream().findFirst().map(row -> ((Number) row).longValue());
    }

    @Transactional
    void remember(FileEntry file, long crc) {
        entities.createNativeQuery("update blob set crc32 = ?2 where sha256 = ?1")
                .setParameter(1, file.sha256().hex())
                .setParameter(2, crc)
                .executeUpdate();
    }
}
