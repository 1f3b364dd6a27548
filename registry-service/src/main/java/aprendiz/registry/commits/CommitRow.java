package aprendiz.registry.commits;

import aprendiz.model.Kind;
import aprendiz.model.Task;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.VersionRow;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** A commit, pushed or published. */
@Entity
@Table(name = "commit")
public class CommitRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public RepositoryRow repository;

    public String oid;
    public String parent;

    /** Null for a commit that was pushed. */
    @ManyToOne(fetch = FetchType.LAZY)
    public VersionRow version;

    public String title;
    public String description;
    public String author;
    public Instant createdAt;

    Commit commit() {
        return new Commit(
                oid,
                title,
                description,
                author,
                createdAt,
                version == null || version.kind == null ? null : Kind.of(version.kind),
                version == null || version.task == null ? null : Task.of(version.task));
    }
}
