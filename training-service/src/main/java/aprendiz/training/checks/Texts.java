package aprendiz.training.checks;

import aprendiz.training.data.Parts;
import aprendiz.training.recipe.Goal;

/**
 * What a network sees of a part of the data, estimated from the lengths of its texts in words.
 *
 * @param rows inputs in one pass over it
 * @param length of an input in tokens, on average
 * @param longest of an input in tokens
 */
record Texts(double rows, double length, double longest) {

    private static final double TOKENS_IN_A_WORD = 1.35;
    private static final int SPECIAL_TOKENS = 2;
    /** How many windows on a long text there are for each window's length of new text. */
    private static final double OVERLAP = 4.0 / 3;

    static Texts of(Parts.Size part, Goal goal, int maxLength) {
        int texts = goal == Goal.EMBEDDINGS ? 2 : 1;
        double whole = tokens(part.words().mean()) / texts;
        double longest = tokens(part.words().longest());
        double rows = (double) texts * part.examples();
        if (goal == Goal.QUESTION_ANSWERING && whole > maxLength) {
            rows *= 1 + OVERLAP * (whole - maxLength) / maxLength;
        }
        return new Texts(rows, Math.min(maxLength, whole), Math.min(maxLength, longest));
    }

    private static double tokens(double words) {
        return words * TOKENS_IN_A_WORD + SPECIAL_TOKENS;
    }

    double tokens() {
        return rows * length;
    }

    /** Each so many times. */
    Texts times(int often) {
        return new Texts(rows * often, length, longest);
    }

    /** No more than so many rows of it. */
    Texts atMost(int most) {
        return new Texts(Math.min(most, rows), length, longest);
    }

    /** Both. */
    Texts and(Texts other) {
        double all = rows + other.rows;
        double mean = all == 0 ? 0 : (tokens() + other.tokens()) / all;
        return new Texts(all, mean, Math.max(longest, other.longest));
    }
}
