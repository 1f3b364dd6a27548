package aprendiz.inference.batching;

import aprendiz.model.Problem;

/**
 * How much is computed at once. A single text is always taken.
 *
 * @param texts at most
 * @param tokens at most, padding included: texts times the longest of them
 * @param padding at most so many tokens are computed for each real one
 */
public record BatchLimits(int texts, int tokens, double padding) {

    public BatchLimits {
        if (texts < 1 || tokens < 1 || !(padding >= 1)) {
            throw Problem.invalid(
                    "Bad setting",
                    "a batch of " + texts + " texts and " + tokens + " tokens, " + padding + " computed for each");
        }
    }

    BatchLimits withTokens(int fewer) {
        return new BatchLimits(texts, fewer, padding);
    }

    /** True if so many texts of that length, with so many real tokens together, may be computed at once. */
    boolean allow(int rows, int length, int real) {
        long computed = (long) rows * length;
        return rows <= texts && computed <= tokens && computed <= padding * real;
    }
}
