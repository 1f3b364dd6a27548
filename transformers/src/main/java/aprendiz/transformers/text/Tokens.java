package aprendiz.transformers.text;

import java.util.Arrays;

/** A text, or two, cut into tokens: what a network takes of it. Immutable. */
public final class Tokens {

    private final long[] ids;
    private final long[] types;

    /**
     * Takes copies.
     *
     * @param ids token ids, special ones included; at least one
     * @param types of each token: 0 for the first text, 1 for the second
     */
    public Tokens(long[] ids, long[] types) {
        if (ids.length == 0 || ids.length != types.length) {
            throw new IllegalArgumentException(ids.length + " ids with " + types.length + " types");
        }
        this.ids = ids.clone();
        this.types = types.clone();
    }

    /** One text. */
    public static Tokens of(long... ids) {
        return new Tokens(ids, new long[ids.length]);
    }

    /** How many, special ones included. */
    public int length() {
        return ids.length;
    }

    public long[] ids() {
        return ids.clone();
    }

    public long[] types() {
        return types.clone();
    }

    void copyTo(long[] allIds, long[] allTypes, int at) {
        System.arraycopy(ids, 0, allIds, at, ids.length);
        System.arraycopy(types, 0, allTypes, at, types.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokens tokens && Arrays.equals(ids, tokens.ids) && Arrays.equals(types, tokens.types);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(types);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}
