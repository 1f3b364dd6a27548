package aprendiz.registry.commits;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.registry.catalog.RepositoryRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Begins, lists, renames and ends repositories, as Hub clients ask. */
@ApplicationScoped
@Transactional
public class Repositories {

    /** Where a listing goes on: after this one. */
    public record Place(Instant at, long id) {}

    private final EntityManager entities;
    private final Branches branches;

    Repositories(EntityManager entities, Branches branches) {
        this.entities = entities;
        this.branches = branches;
    }

    /** @return whether it is new; one that is there stays as it is */
    public boolean create(RepositoryType type, ModelName name, boolean closed, String author) {
        int rows = entities.createNativeQuery(
                        "insert into repository (type, namespace, name, closed) values (?1, ?2, ?3, ?4)"
                                + " on conflict do nothing")
                .setParameter(1, type.toString())
                .setParameter(2, name.namespace())
                .setParameter(3, name.name())
                .setParameter(4, closed)
                .executeUpdate();
        if (rows == 0) {
            return false;
        }
        RepositoryRow row = RepositoryRow.<RepositoryRow>find(
                        "type = ?1 and namespace = ?2 and name = ?3", type.toString(), name.namespace(), name.name())
                .singleResult();
        branches.begin(row, author);
        return true;
    }

    /**
     * Some repositories, those that changed last first.
     *
     * @param after the last one of the page before; null for the first page
     * @param author only those of this namespace; empty for all
     * @param search only those with this in their name, whatever its case; empty for all
     */
    public List<Entry> page(RepositoryType type, String author, String search, Order order, Place after, int count) {
        String column = order == Order.UPDATED ? "updatedAt" : "createdAt";
        return RepositoryRow.<RepositoryRow>find(
                        "type = ?1 and (?2 = '' or namespace = ?2) and lower(concat(namespace, '/', name)) like ?3 escape '\\'"
                                + " and (" + column + " < ?4 or " + column + " = ?4 and id < ?5)"
                                + " order by " + column + " desc, id desc",
                        type.toString(),
                        author,
                        "%" + search.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%",
                        after == null ? Instant.parse("9999-01-01T00:00:00Z") : after.at(),
                        after == null ? Long.MAX_VALUE : after.id())
                .page(0, count)
                .stream()
                .map(row -> new Entry(
                        Home.of(row), new Place(order == Order.UPDATED ? row.updatedAt : row.createdAt, row.id)))
                .toList();
    }

    public enum Order {
        UPDATED,
        CREATED
    }

    public record Entry(Home home, Place place) {}

    public void close(Home home, boolean closed) {
        Branches.lock(home).closed = closed;
    }

    /** @throws Problem of kind CONFLICT if it has published versions, which stay */
    public void delete(Home home) {
        RepositoryRow row = Branches.lock(home);
        if (row.lastNumber > 0) {
            throw Problem.conflict("Versions stay", home.name() + " has published versions, which are not deleted");
        }
        row.delete();
    }

    /** @throws Problem of kind CONFLICT if the new name is taken, or if versions are known by the old one */
    public void rename(Home home, ModelName name) {
        RepositoryRow row = Branches.lock(home);
        if (row.lastNumber > 0) {
            throw Problem.conflict(
                    "Versions keep their name",
                    home.name() + " has published versions, which others know by its name; publish them under " + name
                            + " instead");
        }
        boolean taken = RepositoryRow.count(
                        "type = ?1 and namespace = ?2 and name = ?3", row.type, name.namespace(), name.name())
                > 0;
        if (taken) {
            throw Problem.conflict("Name taken", "there is a " + home.type() + " " + name + " already");
        }
        row.namespace = name.namespace();
        row.name = name.name();
        row.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
