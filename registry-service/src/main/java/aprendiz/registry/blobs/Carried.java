package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.registry.access.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which blobs a caller may make versions of. Knowing a digest is not having the bytes: a caller whose token opens some
 * namespaces only must have brought them, or be able to read them in a repository. To whom all is open, all is.
 */
@ApplicationScoped
@Transactional
public class Carried {

    private static final String USABLE = """
            select b.sha256 from blob b where b.sha256 in (:wanted) and (
                exists (select 1 from carried c where c.caller = :caller and c.sha256 = b.sha256)
                or exists (select 1 from upload u join repository r on r.id = u.repository_id
                           where u.sha256 = b.sha256 and r.namespace in (:opened))
                or exists (select 1 from commit_file f join commit c on c.id = f.commit_id
                           join repository r on r.id = c.repository_id
                           where f.sha256 = b.sha256 and (not r.closed or r.namespace in (:opened)))
                or exists (select 1 from version_file f join version v on v.id = f.version_id
                           join repository r on r.id = v.repository_id
                           where f.sha256 = b.sha256 and v.deleted_at is null
                           and (not r.closed or r.namespace in (:opened))))""";

    private final EntityManager entities;

    Carried(EntityManager entities) {
        this.entities = entities;
    }

    /** Remembers that the caller has brought the bytes, which are in the store. */
    void bring(Identity caller, Digest sha256) {
        if (caller.opensAll()) {
            return;
        }
        entities.createNativeQuery("insert into carried (caller, sha256, carried_at) values (?1, ?2, ?3)"
                        + " on conflict (caller, sha256) do update set carried_at = excluded.carried_at")
                .setParameter(1, caller.name())
                .setParameter(2, sha256.hex())
                .setParameter(3, Instant.now())
                .executeUpdate();
    }

    boolean mayUse(Identity caller, Digest sha256) {
        return usable(caller, List.of(sha256)).contains(sha256);
    }

    /** Those of the blobs that the caller may use. */
    public Set<Digest> usable(Identity caller, Collection<Digest> wanted) {
        if (caller.opensAll() || wanted.isEmpty()) {
            return Set.copyOf(wanted);
        }
        List<?> found = entities.createNativeQuery(USABLE, String.class)
                .setParameter("wanted", wanted.stream().map(Digest::hex).toList())
                .setParameter("caller", caller.name())
                .setParameter("opened", caller.namespaces())
                .getResultList();
        Set<Digest> usable = new HashSet<>();
        found.forEach(hex -> usable.add(new Digest((String) hex)));
        return usable;
    }
}
