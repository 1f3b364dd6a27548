package aprendiz.transformers.text;

import aprendiz.model.Problem;

/**
 * What to do with texts that are too long.
 *
 * @param maxLength tokens that may be left, special ones included
 * @param from which of two texts loses tokens; the first if there is no second
 * @param stride tokens that a window has in common with the one before it; counts only where windows are asked for
 */
public record Cut(int maxLength, From from, int stride) {

    /** Which of two texts loses tokens, each from its end. */
    public enum From {
        /** The longer one, until both are equal, then both. */
        LONGEST_FIRST,
        ONLY_FIRST,
        ONLY_SECOND
    }

    public Cut {
        if (maxLength < 1 || stride < 0) {
            throw Problem.invalid("Bad cut", "a text of at most " + maxLength + " tokens with a stride of " + stride);
        }
    }

    /** The usual: the longest first. */
    public static Cut to(int maxLength) {
        return new Cut(maxLength, From.LONGEST_FIRST, 0);
    }

    /** For windows over a context, the whole question before each. */
    public static Cut second(int maxLength, int stride) {
        return new Cut(maxLength, From.ONLY_SECOND, stride);
    }
}
