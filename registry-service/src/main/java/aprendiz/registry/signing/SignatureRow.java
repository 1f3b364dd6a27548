package aprendiz.registry.signing;

import aprendiz.model.Json;
import aprendiz.model.catalog.VersionSignature;
import aprendiz.registry.catalog.VersionRow;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A signature over the files of a version. */
@Entity
@Table(name = "version_signature")
public class SignatureRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public VersionRow version;

    public String keyId;

    /** To the byte as it was made. */
    public String bundle;

    public Instant addedAt;

    VersionSignature signature() {
        byte[] json = bundle.getBytes(StandardCharsets.UTF_8);
        return new VersionSignature(keyId, addedAt, Json.parse(json, "signature " + id, JsonNode.class));
    }
}
