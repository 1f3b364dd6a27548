package aprendiz.registry.retention;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.catalog.Hold;
import aprendiz.registry.catalog.AliasRow;
import aprendiz.registry.catalog.EdgeRow;
import aprendiz.registry.catalog.VersionRow;
import java.util.ArrayList;
import java.util.List;

/** Why a version must stay. */
final class Reasons {

    private static final int SHOWN = 20;

    /**
     * @param holds of the version
     * @param force whether descendants are no reason: their lineage keeps its number and digest
     */
    static List<Complaint> of(VersionRow version, List<Hold> holds, boolean force) {
        List<Complaint> reasons = new ArrayList<>();
        AliasRow.<AliasRow>list("version = ?1 order by alias", version)
                .forEach(alias -> reasons.add(
                        new Complaint("alias " + alias.alias, "holds this version; move it to another first")));
        holds.forEach(hold -> reasons.add(new Complaint(
                "hold " + hold.name(),
                "set by " + hold.by() + (hold.reason().isEmpty() ? "" : ": " + hold.reason()) + "; release it first")));
        if (!force) {
            descendants(version, reasons);
        }
        return reasons;
    }

    private static void descendants(VersionRow version, List<Complaint> reasons) {
        String alive = "parent = ?1 and child.deletedAt is null";
        List<EdgeRow> edges = EdgeRow.<EdgeRow>find(
                        "from EdgeRow e join fetch e.child c join fetch c.repository where e.parent = ?1"
                                + " and c.deletedAt is null order by e.id",
                        version)
                .page(0, SHOWN)
                .list();
        for (EdgeRow edge : edges) {
            String child = edge.child.repository.modelName() + "@" + edge.child.number;
            reasons.add(new Complaint(
                    "descendant " + child,
                    "was " + edge.relation + " it; delete that one first, or force this: the lineage keeps number and"
                            + " digest, the bytes go"));
        }
        if (edges.size() == SHOWN && EdgeRow.count(alive, version) > SHOWN) {
            reasons.add(new Complaint("descendants", (EdgeRow.count(alive, version) - SHOWN) + " more"));
        }
    }

    static Problem refusal(String label, List<Complaint> reasons) {
        String detail = label + " must stay: "
                + String.join("; ", reasons.stream().map(Complaint::toString).toList());
        return new Problem(Problem.Kind.REFUSED, "Version is needed", detail, reasons, null);
    }

    private Reasons() {}
}
