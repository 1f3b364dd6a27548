package aprendiz.inference.serving;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of the table {@code serving}. */
@Entity
@Table(name = "serving")
public class ServingRow extends PanacheEntityBase {

    @Embeddable
    public record Key(String model, String alias) {}

    @EmbeddedId
    public Key key;

    public int version;
    public String commit;
    public String digest;

    @Column(name = "served_since")
    public Instant servedSince;

    Ledger.Entry entry() {
        return new Ledger.Entry(key.alias(), new Pin(ModelName.of(key.model()), version, commit, Digest.parse(digest)));
    }
}
