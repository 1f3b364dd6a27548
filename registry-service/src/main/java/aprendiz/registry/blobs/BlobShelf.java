package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.registry.RegistrySettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which blobs there are, by the database's account. */
@ApplicationScoped
public class BlobShelf {

    @Inject
    EntityManager entities;

    /** Writes down that the blob is in the store; again does nothing. */
    @Transactional
    public void record(Digest sha256, long size) {
        entities.createNativeQuery(
                        "insert into blob (sha256, size, created_at) values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, sha256.hex())
                .setParameter(2, size)
                .setParameter(3, Instant.now())
                .executeUpdate();
    }

    @Transactional
    public boolean has(Digest sha256) {
        return BlobRow.findById(sha256.hex()) != null;
    }

    /** The sizes of those that there are. */
    @Transactional
    public Map<Digest, Long> sizes(Collection<Digest> wanted) {
        List<BlobRow> rows =
                BlobRow.list("sha256 in ?1", wanted.stream().map(Digest::hex).toList());
        return rows.stream().collect(Collectors.toMap(row -> new Digest(row.sha256), row -> row.size));
    }

    /** The store that the settings choose. */
    @Produces
    @Singleton
    static BlobFolder store(RegistrySettings settings) {
        try {
            return new BlobFolder(settings.blobs());
        } catch (IOException e) {
            throw Problem.unavailable(
                    "No blob store", "the folder " + settings.blobs() + " cannot be used for blobs: " + e, e);
        }
    }

    static void close(@Disposes BlobFolder store) throws IOException {
        store.close();
    }
}
