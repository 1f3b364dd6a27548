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

    /** Tokens that windows may have together, and how many more for each text. */
    private static final long MOST = 2 << 20;

    private static final int EACH = 4096;

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

    /**
     * Refuses windows that are many times the texts which they cover, since they have nearly all their tokens in common.
     *
     * @param windows over all texts
     * @throws Problem of kind INVALID if they have too many tokens together
     */
    public void allow(long windows, int texts) {
        long most = MOST + (long) texts * EACH;
        if (windows * maxLength > most) {
            throw Problem.invalid(
                    "Too many windows",
                    windows + " windows of " + maxLength + " tokens are needed; " + most
                            + " tokens are the most: let them" + " have fewer in common, or send less text");
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
