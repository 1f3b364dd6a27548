package aprendiz.model.catalog;

import aprendiz.model.Parent;
import java.util.List;

/**
 * The graph up and down from one version.
 *
 * @param nodes every version in it, files left out
 * @param edges from child to parent
 * @param deleted {@code type:namespace/name@number} of the versions in it that were deleted
 * @param truncated whether there are more, which were left out because they are farther away than was asked for
 */
public record Lineage(List<Version> nodes, List<Edge> edges, List<String> deleted, boolean truncated) {
    public Lineage {
        nodes = List.copyOf(nodes);
        deleted = deleted == null ? List.of() : List.copyOf(deleted);
        edges = List.copyOf(edges);
    }

    /** How its edges call a version: {@code type:namespace/name@number}. */
    public static String name(Version version) {
        return version.type() + ":" + version.label();
    }

    /** @param child {@code type:namespace/name@number} of the version that came from the parent */
    public record Edge(String child, Parent parent) {}
}
