package aprendiz.inference.variants;

import aprendiz.transformers.export.Parity;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What was measured of one setup on this machine, or why it was not.
 *
 * @param tokensPerSecond real tokens of texts of many lengths, sorted, all runners together
 * @param milliseconds for one text of 16 tokens alone
 * @param parity how near its answers are to the original's; null for the original itself
 * @param refused why it is not used; null if it could be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figures(Setup setup, Double tokensPerSecond, Double milliseconds, Parity parity, String refused) {

    static Figures refused(Form form, String reason) {
        return new Figures(new Setup(form, 0, 0), null, null, null, reason);
    }
}
