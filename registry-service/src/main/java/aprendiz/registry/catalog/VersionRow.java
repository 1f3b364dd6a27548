package aprendiz.registry.catalog;

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

/** An immutable set of files under a number. */
@Entity
@Table(name = "version")
public class VersionRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public RepositoryRow repository;

    public int number;
    public String commit;
    public String digest;
    public String kind;
    public String task;
    public String message;

    /** A JSON object of numbers. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String metrics;

    /** A JSON value, or null. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String recipe;

    /** A JSON object, or null. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String signature;

    /** A JSON object; null for what was made here. */
    @JdbcTypeCode(SqlTypes.JSON)
    public String origin;

    public String[] tags;

    public Instant createdAt;

    /** Null while it is not deleted; all that ever changes of a version. */
    public Instant deletedAt;

    public String deletedBy;
    public String deletedFor;
}
