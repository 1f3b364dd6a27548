package aprendiz.registry.commits;

import aprendiz.model.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who may use a blob that is here. Knowing a digest is not having the bytes: they must have been brought to the
 * repository, or lie in a commit that everyone may read.
 */
@ApplicationScoped
@Transactional
public class Possession {

    private static final String USABLE = """
            select b.size from blob b where b.sha256 = :sha256 and (
                exists (select 1 from upload u where u.repository_id = :home and u.sha256 = b.sha256)
                or exists (select 1 from commit_file f join commit c on c.id = f.commit_id
                           join repository r on r.id = c.repository_id
                           where f.sha256 = b.sha256 and (r.id = :home or not r.closed))
                or exists (select 1 from version_file f join version v on v.id = f.version_id
                           join repository r on r.id = v.repository_id
                           where f.sha256 = b.sha256 and v.deleted_at is null and (r.id = :home or not r.closed)))""";

    private final EntityManager entities;

    Possession(EntityManager entities) {
        this.entities = entities;
    }

    /** The size of the blob, if a commit to the repository may use it. */
    public Optional<Long> size(Home home, Digest sha256) {
        List<?> found = entities.createNativeQuery(USABLE, Long.class)
                .setParameter("home", home.id())
                .setParameter("sha256", sha256.hex())
                .getResultList();
        return found.stream().findFirst().map(Long.class::cast);
    }

    /** Remembers that the bytes were brought to the repository. */
    public void brought(Home home, Digest sha256) {
        entities.createNativeQuery("""
                        insert into upload (repository_id, sha256, uploaded_at) values (?1, ?2, ?3)
                        on conflict (repository_id, sha256) do update set uploaded_at = excluded.uploaded_at""")
                .setParameter(1, home.id())
                .setParameter(2, sha256.hex())
                .setParameter(3, Instant.now())
                .executeUpdate();
    }
}
