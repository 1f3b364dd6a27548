package aprendiz.registry.lineage;

import aprendiz.model.Parent;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Lineage;
import aprendiz.model.catalog.Version;
import java.util.HashMap;
import java.util.Map;

/** A lineage as text that other programs draw; ancestors stand above. */
final class Drawing {

    /** For Graphviz. */
    static String dot(Lineage lineage) {
        StringBuilder text = new StringBuilder("digraph lineage {\n  rankdir=BT;\n  node [shape=box];\n");
        for (Version version : lineage.nodes()) {
            String name = Lineage.name(version);
            text.append("  \"").append(name).append("\" [label=\"").append(label(version, "\\n"));
            text.append('"');
            if (version.type() == RepositoryType.DATASET) {
                text.append(", shape=cylinder");
            }
            if (lineage.deleted().contains(name)) {
                text.append(", style=dashed");
            }
            text.append("];\n");
        }
        for (Lineage.Edge edge : lineage.edges()) {
            text.append("  \"").append(edge.child()).append("\" -> \"").append(name(edge.parent()));
            text.append("\" [label=\"").append(edge.parent().relation()).append("\"];\n");
        }
        return text.append("}\n").toString();
    }

    /** For Mermaid, as Markdown viewers draw it. */
    static String mermaid(Lineage lineage) {
        StringBuilder text = new StringBuilder("flowchart BT\n");
        Map<String, String> ids = new HashMap<>();
        for (Version version : lineage.nodes()) {
            String name = Lineage.name(version);
            String id = "v" + ids.size();
            ids.put(name, id);
            boolean data = version.type() == RepositoryType.DATASET;
            text.append("  ").append(id).append(data ? "[(\"" : "[\"").append(label(version, "<br/>"));
            text.append(data ? "\")]" : "\"]");
            if (lineage.deleted().contains(name)) {
                text.append(":::deleted");
            }
            text.append('\n');
        }
        for (Lineage.Edge edge : lineage.edges()) {
            text.append("  ")
                    .append(ids.get(edge.child()))
                    .append(" -- ")
                    .append(edge.parent().relation());
            text.append(" --> ").append(ids.get(name(edge.parent()))).append('\n');
        }
        if (!lineage.deleted().isEmpty()) {
            text.append("  classDef deleted stroke-dasharray: 4\n");
        }
        return text.toString();
    }

    private static String name(Parent parent) {
        return parent.type() + ":" + parent.name() + "@" + parent.version();
    }

    private static String label(Version version, String line) {
        String what = version.kind() == null
                ? version.type().toString()
                : version.kind().toString();
        return version.label() + line + what + line + version.digest().hex().substring(0, 12);
    }

    private Drawing() {}
}
