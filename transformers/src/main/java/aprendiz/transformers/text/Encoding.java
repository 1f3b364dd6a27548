package aprendiz.transformers.text;

import java.util.Arrays;

/**
 * A text as a model takes it: its tokens, special ones included, and what part of the text each stands for. Never
 * changes.
 */
public final class Encoding {

    /** The word or the text of a special token. */
    public static final int NONE = -1;

    private final int[] ids;
    private final int[] types;
    private final int[] starts;
    private final int[] ends;
    private final int[] words;
    private final int[] sources;
    private int size;

    Encoding(int size) {
        ids = new int[size];
        types = new int[size];
        starts = new int[size];
        ends = new int[size];
        words = new int[size];
        sources = new int[size];
    }

    /** While it is made: a token that stands for no part of the text. */
    void addSpecial(int id, int type) {
        ids[size] = id;
        types[size] = type;
        words[size] = NONE;
        sources[size] = NONE;
        size++;
    }

    /** While it is made: tokens of a text. */
    void add(Pieces pieces, int from, int to, int type, int source) {
        int count = to - from;
        System.arraycopy(pieces.ids, from, ids, size, count);
        System.arraycopy(pieces.starts, from, starts, size, count);
        System.arraycopy(pieces.ends, from, ends, size, count);
        System.arraycopy(pieces.words, from, words, size, count);
        Arrays.fill(types, size, size + count, type);
        Arrays.fill(sources, size, size + count, source);
        size += count;
    }

    /** How many tokens. */
    public int size() {
        return size;
    }

    /** The token at a place. */
    public int id(int at) {
        return ids[at];
    }

    /** Which of two texts a model is told that the token is of, 0 or 1. */
    public int type(int at) {
        return types[at];
    }

    /** The part of its text that the token stands for, accents and all; empty for a special token. */
    public Span span(int at) {
        return new Span(starts[at], ends[at]);
    }

    /** Which word of its text the token is of, from 0; {@link #NONE} for a special token. */
    public int word(int at) {
        return words[at];
    }

    /** Which text the token is of, 0 or 1; {@link #NONE} for a special token. */
    public int source(int at) {
        return sources[at];
    }

    /** True if the tokenizer has put the token there, and no text. */
    public boolean isSpecial(int at) {
        return sources[at] == NONE;
    }

    /** What a network takes of it. */
    public Tokens tokens() {
        return new Tokens(ids(), types());
    }

    /** The tokens; the caller's to change. */
    public long[] ids() {
        return longs(ids);
    }

    /** The types of the tokens; the caller's to change. */
    public long[] types() {
        return longs(types);
    }

    private long[] longs(int[] values) {
        return Arrays.stream(values, 0, size).asLongStream().toArray();
    }
}
