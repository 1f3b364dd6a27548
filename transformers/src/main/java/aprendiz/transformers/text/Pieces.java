package aprendiz.transformers.text;

import java.util.Arrays;

/** The tokens of one text, before special ones are added. Grows; for one thread. */
final class Pieces {

    int[] ids = new int[32];
    int[] starts = new int[32];
    int[] ends = new int[32];
    int[] words = new int[32];
    int size;

    void add(int id, int start, int end, int word) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            words = Arrays.copyOf(words, 2 * size);
        }
        ids[size] = id;
        starts[size] = start;
        ends[size] = end;
        words[size] = word;
        size++;
    }
}
