package aprendiz.registry.aliases;

import aprendiz.model.catalog.AliasRefusal;
import aprendiz.registry.catalog.RepositoryRow;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** One move of an alias that its gates refused. */
@Entity
@Table(name = "alias_refusal")
public class RefusalRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public RepositoryRow repository;

    public String alias;
    public Integer fromNumber;
    public int toNumber;
    public String askedBy;
    public String reason;

    /** A JSON list. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String gates;

    public Instant refusedAt;

    AliasRefusal refusal() {
        return new AliasRefusal(alias, fromNumber, toNumber, askedBy, reason, refusedAt, Verdicts.read(gates));
    }
}
