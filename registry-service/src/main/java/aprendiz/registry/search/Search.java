package aprendiz.registry.search;

import aprendiz.model.catalog.Found;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Version;
import aprendiz.model.catalog.VersionOrder;
import aprendiz.model.catalog.VersionQuery;
import aprendiz.registry.access.Identity;
import aprendiz.registry.catalog.AliasRow;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.EdgeRow;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.VersionRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what a query asks for. A page is found by what the one before ended with, so that every page is equally quick. */
@ApplicationScoped
@Transactional
class Search {

    private final EntityManager entities;

    Search(EntityManager entities) {
        this.entities = entities;
    }

    /** @param cursor where the page begins; null for the first one */
    Page<Found> versions(VersionQuery query, VersionOrder order, String cursor, int limit, Identity caller) {
        Sorting sorting = Sorting.of(order);
        Conditions conditions = Conditions.of(query, caller);
        if (cursor != null) {
            sorting.after(Cursor.parse(cursor, order.toString(), sorting.keys()), conditions);
        }
        String sql = "select v.id, " + sorting.figure() + " from version v join repository r on r.id = v.repository_id "
                + sorting.join(conditions) + " where " + conditions.ofBoth() + " order by " + sorting.order();
        List<Object[]> rows = rows(conditions, sql, limit + 1);
        boolean more = rows.size() > limit;
        List<Found> found = found(more ? rows.subList(0, limit) : rows);
        long last = more ? ((Number) rows.get(limit - 1)[0]).longValue() : 0;
        return new Page<>(found, more ? sorting.cursor(order, found.getLast(), last) : null);
    }

    /** Repositories of which a version is asked for, sorted by name. */
    Page<Repository> repositories(VersionQuery query, String cursor, int limit, Identity caller) {
        Conditions conditions = Conditions.of(query, caller);
        if (cursor != null) {
            Cursor place = Cursor.parse(cursor, "name", 2);
            conditions.value("afterNamespace", place.key().getFirst());
            conditions.repository(
                    "(r.namespace, r.name) > (:afterNamespace, :afterName)",
                    "afterName",
                    place.key().getLast());
        }
        String sql = "select r.id, r.latest from repository r where " + conditions.ofOneVersion()
                + " order by r.namespace, r.name";
        List<Object[]> rows = rows(conditions, sql, limit + 1);
        boolean more = rows.size() > limit;
        List<Repository> found = repositories((more ? rows.subList(0, limit) : rows)
                .stream().map(row -> ((Number) row[0]).longValue()).toList());
        return new Page<>(
                found,
                more
                        ? Cursor.of(
                                "name",
                                found.getLast().name().namespace(),
                                found.getLast().name().name())
                        : null);
    }

    @SuppressWarnings("unchecked") // a native query of two columns
    private List<Object[]> rows(Conditions conditions, String sql, int limit) {
        return conditions
                .fill(entities.createNativeQuery(sql, Object[].class))
                .setMaxResults(limit)
                .getResultList();
    }

    private static List<Repository> repositories(List<Long> ids) {
        Map<Long, RepositoryRow> rows = RepositoryRow.<RepositoryRow>list("id in ?1", ids).stream()
                .collect(Collectors.toMap(row -> row.id, Function.identity()));
        Map<Long, List<AliasRow>> aliases =
                AliasRow.<AliasRow>list("from AliasRow a join fetch a.version where a.repository.id in ?1", ids)
                        .stream()
                        .collect(Collectors.groupingBy(alias -> alias.repository.id));
        return ids.stream()
                .map(id -> Catalog.repository(rows.get(id), aliases.getOrDefault(id, List.of())))
                .toList();
    }

    private List<Found> found(List<Object[]> rows) {
        List<Long> ids = rows.stream().map(row -> ((Number) row[0]).longValue()).toList();
        Map<Long, VersionRow> versions =
                VersionRow.<VersionRow>list("from VersionRow v join fetch v.repository where v.id in ?1", ids).stream()
                        .collect(Collectors.toMap(row -> row.id, Function.identity()));
        Map<Long, List<EdgeRow>> parents = EdgeRow.<EdgeRow>list(
                        "from EdgeRow e join fetch e.parent p join fetch p.repository where e.child.id in ?1"
                                + " order by e.id",
                        ids)
                .stream()
                .collect(Collectors.groupingBy(edge -> edge.child.id));
        Map<Long, List<AliasRow>> aliases = AliasRow.<AliasRow>list("version.id in ?1 order by alias", ids).stream()
                .collect(Collectors.groupingBy(alias -> alias.version.id));
        Map<Long, Long> sizes = sizes(ids);
        return rows.stream()
                .map(row -> {
                    Long id = ((Number) row[0]).longValue();
                    Version version = Catalog.of(
                            versions.get(id),
                            List.of(),
                            parents.getOrDefault(id, List.of()).stream()
                                    .map(EdgeRow::toParent)
                                    .toList());
                    List<String> names = aliases.getOrDefault(id, List.of()).stream()
                            .map(alias -> alias.alias)
                            .toList();
                    return new Found(version, names, sizes.getOrDefault(id, 0L), (Double) row[1]);
                })
                .toList();
    }

    private Map<Long, Long> sizes(List<Long> ids) {
        Map<Long, Long> sizes = new HashMap<>();
        entities.createQuery(
                        "select version.id, sum(size) from FileRow where version.id in ?1 group by version.id",
                        Object[].class)
                .setParameter(1, ids)
                .getResultList()
                .forEach(row -> sizes.put((Long) row[0], ((Number) row[1]).longValue()));
        return sizes;
    }
}
