package aprendiz.model.catalog;

import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * The gates before an alias.
 *
 * @param gates all must be passed; none at all lets every version through
 * @param needsReason whether a move must say why
 * @param by who set them; the caller where it is not said
 * @param at since when; null in a wish
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AliasGates(List<Gate> gates, boolean needsReason, String by, Instant at) {

    private static final int MOST = 20;

    public AliasGates {
        gates = gates == null ? List.of() : List.copyOf(gates);
        if (gates.size() > MOST) {
            throw Problem.invalid("Too many gates", gates.size() + " gates; " + MOST + " are the most");
        }
    }
}
