package aprendiz.inference.serving;

import aprendiz.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How much is computed at once.
 *
 * @param texts at most
 * @param tokens at most, padding included: texts times the longest of them; a single text is always taken
 */
public record BatchLimits(int texts, int tokens) {

    public BatchLimits {
        if (texts < 1 || tokens < 1) {
            throw Problem.invalid("Bad setting", "a batch of " + texts + " texts and " + tokens + " tokens");
        }
    }

    /** How many waiting texts are sorted by length together before they are cut into batches. */
    int window() {
        return 4 * texts;
    }

    /** The end of the batch that begins at {@code from}, of texts sorted by length, the shortest first. */
    int end(List<Question.Part> sorted, int from) {
        int to = from + 1;
        while (to < sorted.size()
                && to - from < texts
                && (to - from + 1) * sorted.get(to).tokens() <= tokens) {
            to++;
        }
        return to;
    }

    /** A guess, good enough to sort by: about one token for four bytes of UTF-8, and the two special ones. */
    static int guessTokens(String text, int maxLength) {
        return Math.min(maxLength, 2 + (text.getBytes(StandardCharsets.UTF_8).length + 3) / 4);
    }
}
