package aprendiz.registry.retention;

import aprendiz.messages.Event.VersionDeleted;
import aprendiz.messages.Event.VersionRestored;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Deletion;
import aprendiz.model.catalog.Version;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.FileRow;
import aprendiz.registry.catalog.VersionRow;
import aprendiz.registry.events.Announcements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Deletes versions that nothing needs, and restores them while their bytes are here. */
@ApplicationScoped
@Transactional
class Deletions {

    private final Holds holds;
    private final EntityManager entities;
    private final Announcements announcements;

    Deletions(Holds holds, EntityManager entities, Announcements announcements) {
        this.holds = holds;
        this.entities = entities;
        this.announcements = announcements;
    }

    /**
     * The version is found no more; its number and its place in the lineage stay, its bytes until a sweep.
     *
     * @param force although others descend from it
     * @throws Problem of kind REFUSED with every reason why it must stay
     */
    Deletion delete(Place place, String by, String reason, boolean force) {
        if (reason == null || reason.isBlank()) {
            throw Problem.invalid("No reason", "reason: say why " + place.label() + " is deleted");
        }
        VersionRow version = place.locked();
        List<Problem.Complaint> reasons = Reasons.of(version, holds.of(version), force);
        if (!reasons.isEmpty()) {
            throw Reasons.refusal(place.label(), reasons);
        }
        change(version, Instant.now().truncatedTo(ChronoUnit.MICROS), by, reason);
        announcements.add(new VersionDeleted(
                place.type().toString(), place.name().toString(), version.number, version.commit, by, reason));
        return deletion(version);
    }

    /** @throws Problem of kind CONFLICT if it cannot be restored any more */
    Version restore(Place place, String by) {
        VersionRow version = place.lockedAnyway();
        if (version.deletedAt == null) {
            return Catalog.withParts(List.of(version)).getFirst();
        }
        if (FileRow.count("version = ?1", version) == 0) {
            throw Problem.conflict(
                    "Bytes are gone", "the bytes of " + place.label() + " were swept away; publish its files again");
        }
        VersionRow.<VersionRow>find(
                        "repository = ?1 and commit = ?2 and deletedAt is null", version.repository, version.commit)
                .firstResultOptional()
                .ifPresent(same -> {
                    throw Problem.conflict(
                            "Published again",
                            "the files of " + place.label() + " were published again as version " + same.number);
                });
        change(version, null, null, null);
        announcements.add(new VersionRestored(
                place.type().toString(), place.name().toString(), version.number, version.commit, by));
        return Catalog.withParts(List.of(version)).getFirst();
    }

    /** The deleted versions of a repository, what was deleted last first. */
    List<Deletion> of(RepositoryType type, ModelName name) {
        List<VersionRow> rows = VersionRow.list(
                "from VersionRow v join fetch v.repository r where r.type = ?1 and r.namespace = ?2 and r.name = ?3"
                        + " and v.deletedAt is not null order by v.deletedAt desc, v.id desc",
                type.toString(),
                name.namespace(),
                name.name());
        return rows.stream().map(Deletions::deletion).toList();
    }

    /** The files of versions that were deleted before a moment are needed no more. */
    long expire(Instant deletedBefore, boolean dryRun) {
        List<Long> ids = entities.createQuery(
                        "select v.id from VersionRow v where v.deletedAt < ?1"
                                + " and exists (select 1 from FileRow f where f.version = v) order by v.id",
                        Long.class)
                .setParameter(1, deletedBefore)
                .getResultList();
        if (!dryRun) {
            for (Long id : ids) {
                // locked, and looked at again: somebody may be restoring it
                entities.createNativeQuery("select id from version where id = ?1 for update")
                        .setParameter(1, id)
                        .getResultList();
                entities.createNativeQuery("delete from version_file where version_id ="
                                + " (select id from version where id = ?1 and deleted_at < ?2)")
                        .setParameter(1, id)
                        .setParameter(2, deletedBefore)
                        .executeUpdate();
            }
        }
        return ids.size();
    }

    private void change(VersionRow version, Instant at, String by, String reason) {
        entities.createQuery(
                        "update VersionRow set deletedAt = :at, deletedBy = :by, deletedFor = :reason where id = :id")
                .setParameter("at", at)
                .setParameter("by", by)
                .setParameter("reason", reason)
                .setParameter("id", version.id)
                .executeUpdate();
        entities.createNativeQuery("update repository set updated_at = now(), latest = coalesce((select max(number)"
                        + " from version where repository_id = ?1 and deleted_at is null), 0) where id = ?1")
                .setParameter(1, version.repository.id)
                .executeUpdate();
        entities.refresh(version);
    }

    private static Deletion deletion(VersionRow version) {
        return new Deletion(
                Catalog.of(version, List.of(), List.of()),
                version.deletedBy,
                version.deletedFor,
                version.deletedAt,
                FileRow.count("version = ?1", version) > 0);
    }
}
