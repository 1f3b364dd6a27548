package aprendiz.registry.lineage;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Lineage;
import aprendiz.model.catalog.Version;
import aprendiz.registry.access.Identity;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.EdgeRow;
import aprendiz.registry.catalog.VersionRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Walks the lineage: what a version came from, and theirs; what came from it, and theirs. */
@ApplicationScoped
@Transactional
public class Descent {

    /** Goes generation by generation, and ends when nobody reads on. */
    private static final String WALK = """
            with recursive walk (id, depth) as (
                select cast(:start as bigint), 0
                union select e.%2$s, walk.depth + 1 from walk join lineage_edge e on e.%1$s = walk.id
                where walk.depth < :depth)
            select id, depth from walk""";

    private static final String UP = WALK.formatted("child_id", "parent_id");
    private static final String DOWN = WALK.formatted("parent_id", "child_id");

    /** One version may be reached on ways of different lengths. */
    private static final int WAYS = 8;

    private final EntityManager entities;

    Descent(EntityManager entities) {
        this.entities = entities;
    }

    /** What the caller may see of it. */
    Optional<Lineage> of(RepositoryType type, ModelName name, String revision, Span span, Identity caller) {
        return Catalog.find(type, name)
                .flatMap(repository -> Catalog.find(repository, revision))
                .map(start -> of(start, span, caller));
    }

    /** As far back as there is somebody to ask; nothing if there is no such version. */
    public Optional<Lineage> ancestors(RepositoryType type, ModelName name, String revision, Identity caller) {
        return of(type, name, revision, new Span(true, false, 100, 1000), caller);
    }

    private Lineage of(VersionRow start, Span span, Identity caller) {
        Map<Long, Integer> depths = new HashMap<>();
        depths.put(start.id, 0);
        boolean cut = span.up() && walk(UP, start, span, depths);
        cut |= span.down() && walk(DOWN, start, span, depths);
        List<Long> ids = depths.entrySet().stream()
                .sorted(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .limit(span.most())
                .toList();
        List<VersionRow> rows = VersionRow.<VersionRow>list(
                        "from VersionRow v join fetch v.repository where v.id in ?1 order by v.id", ids)
                .stream()
                .filter(row -> caller.mayRead(row.repository.namespace, row.repository.closed))
                .toList();
        Set<Long> seen = rows.stream().map(row -> row.id).collect(Collectors.toSet());
        List<EdgeRow> edges = EdgeRow.list(
                "from EdgeRow e join fetch e.parent join fetch e.child where e.child.id in ?1 and e.parent.id in ?1"
                        + " order by e.id",
                seen);
        return new Lineage(
                rows.stream().map(Descent::version).toList(),
                edges.stream().map(Descent::edge).toList(),
                rows.stream()
                        .filter(row -> row.deletedAt != null)
                        .map(row -> Lineage.name(version(row)))
                        .toList(),
                cut || ids.size() < depths.size());
    }

    /** Versions that both come from, the nearest first, at most ten; one of the two itself if the other comes from it. */
    public List<VersionRow> common(VersionRow left, VersionRow right, Identity caller) {
        Span span = new Span(true, false, 100, 1000);
        Map<Long, Integer> ofLeft = new HashMap<>();
        Map<Long, Integer> ofRight = new HashMap<>();
        walk(UP, left, span, ofLeft);
        walk(UP, right, span, ofRight);
        ofLeft.keySet().retainAll(ofRight.keySet());
        ofLeft.replaceAll((id, depth) -> depth + ofRight.get(id));
        return ofLeft.entrySet().stream()
                .sorted(Map.Entry.<Long, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(10)
                .map(nearest -> VersionRow.<VersionRow>findById(nearest.getKey()))
                .filter(row -> caller.mayRead(row.repository.namespace, row.repository.closed))
                .toList();
    }

    /** @return whether it goes on beyond what was found */
    private boolean walk(String way, VersionRow start, Span span, Map<Long, Integer> depths) {
        int most = span.most() * WAYS;
        @SuppressWarnings("unchecked") // a native query of two columns
        List<Object[]> found = entities.createNativeQuery(way, Object[].class)
                .setParameter("start", start.id)
                .setParameter("depth", span.depth() + 1)
                .setMaxResults(most)
                .getResultList();
        boolean cut = found.size() == most;
        for (Object[] row : found) {
            int depth = ((Number) row[1]).intValue();
            Long id = ((Number) row[0]).longValue();
            if (depth <= span.depth()) {
                depths.merge(id, depth, Math::min);
            } else if (!depths.containsKey(id)) {
                cut = true;
            }
        }
        return cut;
    }

    private static Version version(VersionRow row) {
        return Catalog.of(row, List.of(), List.of());
    }

    private static Lineage.Edge edge(EdgeRow edge) {
        return new Lineage.Edge(Lineage.name(version(edge.child)), edge.toParent());
    }
}
