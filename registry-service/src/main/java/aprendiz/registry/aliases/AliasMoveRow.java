package aprendiz.registry.aliases;

import aprendiz.model.catalog.AliasMove;
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

/** One move of an alias. */
@Entity
@Table(name = "alias_move")
public class AliasMoveRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public RepositoryRow repository;

    public String alias;
    public Integer fromNumber;
    public int toNumber;
    public String movedBy;
    public String reason;
    public Instant movedAt;

    /** How its gates judged, a JSON list; null where there were none. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String gates;

    AliasMove move() {
        return new AliasMove(
                alias, fromNumber, toNumber, movedBy, reason, movedAt, gates == null ? null : Verdicts.read(gates));
    }
}
