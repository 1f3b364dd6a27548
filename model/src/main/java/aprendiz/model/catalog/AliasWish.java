package aprendiz.model.catalog;

import aprendiz.model.Problem;

/**
 * A wish to move an alias, by compare-and-set.
 *
 * @param version the number that it shall hold
 * @param expected the number that it holds now; 0 where it does not exist yet
 * @param by who moves it
 * @param reason why
 */
public record AliasWish(int version, Integer expected, String by, String reason) {
    public AliasWish {
        if (expected == null) {
            throw Problem.invalid(
                    "Nothing to compare with",
                    "expected: say which version the alias holds now, or 0 where it does not exist yet");
        }
        by = by == null || by.isBlank() ? "anonymous" : by;
        reason = reason == null ? "" : reason;
    }
}
