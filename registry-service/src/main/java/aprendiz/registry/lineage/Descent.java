package aprendiz.registry.lineage;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Lineage;
import aprendiz.model.catalog.Version;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.EdgeRow;
import aprendiz.registry.catalog.VersionRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Walks the lineage: what a version came from, and theirs; what came from it, and theirs. */
@ApplicationScoped
@Transactional
public class Descent {

    /** The most versions that one answer holds; those farthest away are left out. */
    static final int MOST = 1000;

    private static final String WALK = """
            with recursive
              up (id, depth) as (
                select cast(:start as bigint), 0
                union select e.parent_id, up.depth + 1 from up join lineage_edge e on e.child_id = up.id where up.depth < 50),
              down (id, depth) as (
                select cast(:start as bigint), 0
                union select e.child_id, down.depth + 1 from down join lineage_edge e on e.parent_id = down.id where down.depth < 50)
            select id from (select * from up union all select * from down) as found
            group by id order by min(depth), id limit :most""";

    private final EntityManager entities;

    Descent(EntityManager entities) {
        this.entities = entities;
    }

    public Optional<Lineage> of(ModelName model, String revision) {
        return Catalog.find(RepositoryType.MODEL, model)
                .flatMap(repository -> Catalog.find(repository, revision))
                .map(this::of);
    }

    private Lineage of(VersionRow start) {
        @SuppressWarnings("unchecked") // a native query of one bigint column
        List<Long> ids = entities.createNativeQuery(WALK, Long.class)
                .setParameter("start", start.id)
                .setParameter("most", MOST)
                .getResultList();
        List<VersionRow> rows =
                VersionRow.list("from VersionRow v join fetch v.repository where v.id in ?1 order by v.id", ids);
        List<EdgeRow> edges = EdgeRow.list(
                "from EdgeRow e join fetch e.parent join fetch e.child where e.child.id in ?1 and e.parent.id in ?1"
                        + " order by e.id",
                ids);
        return new Lineage(
                rows.stream().map(row -> Catalog.of(row, List.of(), List.of())).toList(),
                edges.stream().map(Descent::edge).toList());
    }

    private static Lineage.Edge edge(EdgeRow edge) {
        Version child = Catalog.of(edge.child, List.of(), List.of());
        return new Lineage.Edge(child.type() + ":" + child.label(), edge.toParent());
    }
}
