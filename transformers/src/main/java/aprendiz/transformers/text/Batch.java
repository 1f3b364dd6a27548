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
    private final long[] mask;

    /**
     * Puts texts side by side.
     *
     * @param texts token ids of each, special tokens included; at least one text of at least one token
     * @param padding the token that fills up
     */
    public Batch(List<long[]> texts, long padding) {
        rows = texts.size();
        length = texts.stream().mapToInt(text -> text.length).max().orElseThrow();
        ids = new long[rows * length];
        mask = new long[rows * length];
        Arrays.fill(ids, padding);
        for (int row = 0; row < rows; row++) {
            long[] text = texts.get(row);
            System.arraycopy(text, 0, ids, row * length, text.length);
            Arrays.fill(mask, row * length, row * length + text.length, 1);
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

    /** Which of two texts a token is of; all 0. */
    public long[] types() {
        return new long[rows * length];
    }

    /** 1 for text, 0 for filling. */
    public long[] mask() {
        return mask.clone();
    }
}
