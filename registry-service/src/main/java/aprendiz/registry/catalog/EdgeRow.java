package aprendiz.registry.catalog;

import aprendiz.model.Digest;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** From a version to what it came from. */
@Entity
@Table(name = "lineage_edge")
public class EdgeRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public VersionRow child;

    @ManyToOne(fetch = FetchType.LAZY)
    public VersionRow parent;

    public String relation;

    public Parent toParent() {
        RepositoryRow home = parent.repository;
        return new Parent(
                Relation.of(relation), home.type(), home.modelName(), parent.number, new Digest(parent.digest));
    }
}
