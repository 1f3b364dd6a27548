package aprendiz.transformers.tasks;

import aprendiz.transformers.text.Span;
import java.util.OptionalInt;

/**
 * A part of a text that has a label.
 *
 * @param label without its B- or I- if tokens were put together
 * @param score its probability; the mean of the tokens' or words' where there are several
 * @param word the tokens again as text, as near as they tell; {@code span.of(text)} is the text itself
 * @param span where it stands, in UTF-16 units, as Java counts
 * @param codePoints the same in code points, as Python counts
 * @param token which token it is, counted with the special ones, if tokens were not put together
 */
public record Entity(String label, double score, String word, Span span, Span codePoints, OptionalInt token) {

    int length() {
        return codePoints.end() - codePoints.start();
    }
}
