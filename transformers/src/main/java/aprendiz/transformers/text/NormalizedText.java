package aprendiz.transformers.text;

import java.util.Arrays;

/** Normalised characters, each with the place in the original text from which it comes. Grows; for one thread. */
final class NormalizedText {

    private int[] points;
    private int[] starts;
    private int[] ends;
    private int size;

    NormalizedText(int expected) {
        points = new int[Math.max(16, expected)];
        starts = new int[points.length];
        ends = new int[points.length];
    }

    void add(int point, int start, int end) {
        if (size == points.length) {
            points = Arrays.copyOf(points, 2 * size);
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
        }
        points[size] = point;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    int size() {
        return size;
    }

    int point(int at) {
        return points[at];
    }

    /** Where the original of a character begins, in UTF-16 units of the original text. */
    int start(int at) {
        return starts[at];
    }

    /** Where the original of a character ends. */
    int end(int at) {
        return ends[at];
    }

    /** The characters of a range. */
    String text(int from, int to) {
        return new String(points, from, to - from);
    }
}
