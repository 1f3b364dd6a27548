package aprendiz.model.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * One line of an alias's history.
 *
 * @param from the number it held before; null when it was new
 * @param to the number it holds since
 * @param by who moved it
 * @param reason why
 * @param gates how the gates before it judged; null where there were none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AliasMove(
        String alias, Integer from, int to, String by, String reason, Instant at, List<GateVerdict> gates) {
    public AliasMove {
        gates = gates == null ? null : List.copyOf(gates);
    }

    /** A move that no gate stood before. */
    public AliasMove(String alias, Integer from, int to, String by, String reason, Instant at) {
        this(alias, from, to, by, reason, at, null);
    }
}
