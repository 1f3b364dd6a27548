package aprendiz.registry.catalog;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** One file of a version. */
@Entity
@Table(name = "version_file")
public class FileRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    public VersionRow version;

    public String path;
    public long size;
    public String sha256;

    public FileEntry entry() {
        return new FileEntry(path, size, new Digest(sha256));
    }
}
