package aprendiz.registry.commits;

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

/** A name that stays with one commit. */
@Entity
@Table(name = "tag")
public class TagRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public RepositoryRow repository;

    public String name;
    public String target;
    public String message;
    public Instant createdAt;
}
