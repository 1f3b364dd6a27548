package aprendiz.registry.catalog;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A line of versions under one name. */
@Entity
@Table(name = "repository")
public class RepositoryRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String type;
    public String namespace;
    public String name;
    /** The highest number that is not deleted; 0 if there is none. */
    public int latest;

    /** The highest number that was ever given. */
    public int lastNumber;

    /** Hidden from callers without a token that may read it. */
    public boolean closed;

    public Instant createdAt;
    public Instant updatedAt;

    public RepositoryType type() {
        return RepositoryType.of(type);
    }

    public ModelName modelName() {
        return new ModelName(namespace, name);
    }
}
