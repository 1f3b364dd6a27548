package aprendiz.inference.serving;

import aprendiz.inference.variants.Figures;
import aprendiz.inference.variants.Setup;
import aprendiz.model.ModelName;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What {@code GET /v1/serving} says of one revision of one model.
 *
 * @param alias the revision as it is asked for: an alias, a number or a commit
 * @param version the number that answers now
 * @param since when it began to
 * @param computed in which form and how its batches use the processor
 * @param choosing true while it answers in the form that was there first, and others are being measured
 * @param figures what was measured of all forms that are allowed, when it was loaded
 * @param wanted the number that should answer, when it cannot
 * @param error why it cannot, or why the registry could not be followed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineStatus(
        ModelName model,
        String alias,
        State state,
        Integer version,
        String commit,
        Instant since,
        Setup computed,
        Boolean choosing,
        List<Figures> figures,
        Integer wanted,
        String error) {

    /** How it stands. */
    public enum State {
        LOADING,
        SERVING,
        FAILED;

        /** The word that users read. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
