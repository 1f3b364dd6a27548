package aprendiz.registry.retention;

import aprendiz.messages.Event.HoldChanged;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Hold;
import aprendiz.registry.catalog.Revision;
import aprendiz.registry.catalog.VersionRow;
import aprendiz.registry.events.Announcements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Who wants a version to stay, and why. */
@ApplicationScoped
@Transactional
class Holds {

    private final EntityManager entities;
    private final Announcements announcements;

    Holds(EntityManager entities, Announcements announcements) {
        this.entities = entities;
        this.announcements = announcements;
    }

    /** Sets it; one that is there stays as it is. */
    Hold set(Place place, String name, String by, String reason) {
        Revision.checkAlias(name);
        VersionRow version = place.locked();
        int rows = entities.createNativeQuery("insert into hold (version_id, name, held_by, reason, since)"
                        + " values (?1, ?2, ?3, ?4, ?5) on conflict do nothing")
                .setParameter(1, version.id)
                .setParameter(2, name)
                .setParameter(3, by)
                .setParameter(4, reason)
                .setParameter(5, Instant.now().truncatedTo(ChronoUnit.MICROS))
                .executeUpdate();
        if (rows > 0) {
            say(version, name, true, by);
        }
        return of(version).stream()
                .filter(hold -> hold.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** @throws Problem of kind NOT_FOUND if there is no such hold */
    void release(Place place, String name, String by) {
        VersionRow version = place.locked();
        int rows = entities.createNativeQuery("delete from hold where version_id = ?1 and name = ?2")
                .setParameter(1, version.id)
                .setParameter(2, name)
                .executeUpdate();
        if (rows == 0) {
            throw Problem.notFound("No such hold", place.label() + " has no hold " + Problem.quoted(name));
        }
        say(version, name, false, by);
    }

    List<Hold> of(Place place) {
        return of(place.locked());
    }

    /** By name. */
    List<Hold> of(VersionRow version) {
        List<?> rows = entities.createNativeQuery(
                        "select name, held_by, reason, since from hold where version_id = ?1 order by name",
                        Object[].class)
                .setParameter(1, version.id)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Hold((String) row[0], (String) row[1], (String) row[2], (Instant) row[3]))
                .toList();
    }

    private void say(VersionRow version, String name, boolean set, String by) {
        announcements.add(new HoldChanged(
                version.repository.type, version.repository.modelName().toString(), version.number, name, set, by));
    }
}
