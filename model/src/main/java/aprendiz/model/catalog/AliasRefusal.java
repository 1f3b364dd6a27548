package aprendiz.model.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * A move of an alias that the gates refused.
 *
 * @param from the number that it held and holds; null where it holds none
 * @param to the number that was wished for
 * @param by who wished it
 * @param reason that was given
 * @param gates every verdict, passed ones too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AliasRefusal(
        String alias, Integer from, int to, String by, String reason, Instant at, List<GateVerdict> gates) {
    public AliasRefusal {
        gates = List.copyOf(gates);
    }
}
