package aprendiz.registry.blobs;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Some bytes that are in the blob store. */
@Entity
@Table(name = "blob")
public class BlobRow extends PanacheEntityBase {
    @Id
    public String sha256;

    public long size;
    public Instant createdAt;

    /** When someone last put it or asked for it. */
    public Instant seenAt;
}
