package aprendiz.model.catalog;

import aprendiz.model.Parent;
import java.util.List;

/**
 * The graph up and down from one version.
 *
 * @param nodes every version in it, files left out
 * @param edges from child to parent
 */
public record Lineage(List<Version> nodes, List<Edge> edges) {
    public Lineage {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** @param child {@code type:namespace/name@number} of the version that came from the parent */
    public record Edge(String child, Parent parent) {}
}
