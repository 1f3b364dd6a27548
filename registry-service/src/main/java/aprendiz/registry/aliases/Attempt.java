package aprendiz.registry.aliases;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.catalog.AliasMove;
import aprendiz.model.catalog.AliasRefusal;
import aprendiz.model.catalog.GateVerdict;
import java.util.List;

/** What became of a wish to move an alias. Both are in the history. */
public sealed interface Attempt {

    record Moved(AliasMove move) implements Attempt {}

    record Refused(AliasRefusal refusal) implements Attempt {
        Problem problem() {
            List<Complaint> complaints = refusal.gates().stream()
                    .filter(verdict -> !verdict.passed())
                    .map(verdict -> new Complaint(verdict.condition(), verdict.explanation()))
                    .toList();
            String detail = "alias " + refusal.alias() + " stays where it is: "
                    + String.join(
                            "; ",
                            refusal.gates().stream()
                                    .filter(verdict -> !verdict.passed())
                                    .map(GateVerdict::explanation)
                                    .toList());
            return new Problem(Problem.Kind.REFUSED, "Gate not passed", detail, complaints, null);
        }
    }

    /** The move; a refusal is thrown, now that it is written down. */
    default AliasMove orThrow() {
        return switch (this) {
            case Moved(AliasMove move) -> move;
            case Refused refused -> throw refused.problem();
        };
    }
}
