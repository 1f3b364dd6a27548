package aprendiz.transformers.text;

import java.util.Arrays;
import java.util.List;

/**
 * Tokenised texts side by side, the short ones filled up to the longest.
 *
 * <p>The arrays are {@code [rows][length]}, row after row.
 */
public final class Batch {

    private final int rows;
    private final int length;
    private final long[] ids;
    private final long[] types;
    private final long[] mask;

    /**
     * Puts texts side by side.
     *
     * @param texts at least one
     * @param padding the token that fills up
     */
    public Batch(List<Tokens> texts, long padding) {
        rows = texts.size();
        length = texts.stream().mapToInt(Tokens::length).max().orElseThrow();
        ids = new long[rows * length];
        types = new long[rows * length];
        mask = new long[rows * length];
        Arrays.fill(ids, padding);
        for (int row = 0; row < rows; row++) {
            Tokens text = texts.get(row);
            text.copyTo(ids, types, row * length);
            Arrays.fill(mask, row * length, row * length + text.length(), 1);
        }
    }

    public int rows() {
        return rows;
    }

    public int length() {
        return length;
    }

    /** Token ids. */
    public long[] ids() {
        return ids.clone();
    }

    /** Which of two texts a token is of; 0 for filling. */
    public long[] types() {
        return types.clone();
    }

    /** 1 for text, 0 for filling. */
    public long[] mask() {
        return mask.clone();
    }
}
