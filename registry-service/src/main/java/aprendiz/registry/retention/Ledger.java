package aprendiz.registry.retention;

import aprendiz.model.Digest;
import aprendiz.model.catalog.Scrub;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The account of blobs as sweeping and scrubbing read it. */
@ApplicationScoped
@Transactional
class Ledger {

    record Entry(Digest sha256, long size) {}

    /** Needed: a version that is not deleted or may still be restored, or a pushed commit, has it. */
    private static final String UNNEEDED = """
            select b.sha256, b.size from blob b where b.sha256 > :after and b.seen_at < :unseen
            and not exists (select 1 from version_file f join version v on v.id = f.version_id
                            where f.sha256 = b.sha256 and (v.deleted_at is null or v.deleted_at >= :unseen))
            and not exists (select 1 from commit_file f where f.sha256 = b.sha256)
            order by b.sha256""";

    private static final String STALE = """
            select b.sha256, b.size from blob b where coalesce(b.scrubbed_at, b.created_at) < :before
            and not exists (select 1 from rot where rot.sha256 = b.sha256)
            order by coalesce(b.scrubbed_at, b.created_at), b.sha256""";

    private final EntityManager entities;

    Ledger(EntityManager entities) {
        this.entities = entities;
    }

    /** Blobs that nothing needs, by digest, behind one; nobody has put or asked for them since a moment. */
    List<Entry> unneeded(String after, Instant unseenSince, int count) {
        List<?> rows = entities.createNativeQuery(UNNEEDED, Object[].class)
                .setParameter("after", after)
                .setParameter("unseen", unseenSince)
                .setMaxResults(count)
                .getResultList();
        return entries(rows);
    }

    /** Those of the digests that the account does not know. */
    Set<Digest> unknown(Collection<Digest> digests) {
        List<?> known = entities.createNativeQuery("select sha256 from blob where sha256 in (?1)", String.class)
                .setParameter(1, digests.stream().map(Digest::hex).toList())
                .getResultList();
        Set<Digest> unknown = digests.stream().collect(Collectors.toSet());
        known.forEach(hex -> unknown.remove(new Digest((String) hex)));
        return unknown;
    }

    /** What was remembered of blobs that are gone. */
    void forgetTensors() {
        entities.createNativeQuery("delete from blob_tensors t where not exists"
                        + " (select 1 from blob b where b.sha256 = t.sha256)")
                .executeUpdate();
    }

    /** Blobs that were last read before a moment, those read longest ago first. */
    List<Entry> stale(Instant before, int count) {
        List<?> rows = entities.createNativeQuery(STALE, Object[].class)
                .setParameter("before", before)
                .setMaxResults(count)
                .getResultList();
        return entries(rows);
    }

    void scrubbed(Digest sha256) {
        entities.createNativeQuery("update blob set scrubbed_at = ?1 where sha256 = ?2")
                .setParameter(1, Instant.now())
                .setParameter(2, sha256.hex())
                .executeUpdate();
    }

    Scrub report(Instant dueBefore, long checked) {
        Object[] sums = (Object[]) entities.createNativeQuery("""
                        select count(*), coalesce(sum(size), 0),
                               count(*) filter (where coalesce(scrubbed_at, created_at) < ?1),
                               min(coalesce(scrubbed_at, created_at))
                        from blob b where not exists (select 1 from rot where rot.sha256 = b.sha256)""", Object[].class)
                .setParameter(1, dueBefore)
                .getSingleResult();
        List<?> rotten = entities.createNativeQuery("""
                        select sha256, found, found_at,
                               (select count(distinct f.version_id) from version_file f where f.sha256 = rot.sha256)
                        from rot order by found_at desc, sha256""", Object[].class)
                .setMaxResults(100)
                .getResultList();
        return new Scrub(
                ((Number) sums[0]).longValue(),
                ((Number) sums[1]).longValue(),
                ((Number) sums[2]).longValue(),
                (Instant) sums[3],
                checked,
                rotten.stream().map(Object[].class::cast).map(Ledger::rot).toList());
    }

    private static Scrub.Rot rot(Object[] row) {
        return new Scrub.Rot(
                new Digest((String) row[0]), (String) row[1], ((Number) row[3]).longValue(), (Instant) row[2]);
    }

    private static List<Entry> entries(List<?> rows) {
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Entry(new Digest((String) row[0]), ((Number) row[1]).longValue()))
                .toList();
    }
}
