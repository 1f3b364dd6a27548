package aprendiz.transformers.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns text into the form in which a vocabulary keeps its words, character by character.
 *
 * <p>What becomes of a character never depends on its neighbours, so a table answers for those of most scripts.
 */
final class Normalizer {

    /** One thing done to every character; named after the parts of Hugging Face's {@code BertNormalizer} and others. */
    enum Step {
        CLEAN_TEXT,
        HANDLE_CHINESE_CHARS,
        DECOMPOSE,
        STRIP_NONSPACING,
        STRIP_COMBINING,
        LOWERCASE
    }

    private static final int REPLACEMENT = 0xFFFD;
    /** The scripts before the Chinese, Japanese and Korean. */
    private static final int TABLE = 0x2E80;

    private final List<Step> steps;
    private final int[][] table = new int[TABLE][];

    /**
     * Does the steps in their order.
     *
     * @param steps if they decompose, they strip marks later
     */
    Normalizer(List<Step> steps) {
        this.steps = List.copyOf(steps);
        for (int point = 0; point < TABLE; point++) {
            table[point] = compute(point);
        }
    }

    /** What {@code BertNormalizer} with these settings does. */
    static List<Step> bert(boolean clean, boolean chinese, boolean strip, boolean lower) {
        List<Step> steps = new ArrayList<>();
        if (clean) {
            steps.add(Step.CLEAN_TEXT);
        }
        if (chinese) {
            steps.add(Step.HANDLE_CHINESE_CHARS);
        }
        if (strip) {
            steps.add(Step.DECOMPOSE);
            steps.add(Step.STRIP_NONSPACING);
        }
        if (lower) {
            steps.add(Step.LOWERCASE);
        }
        return steps;
    }

    /** Normalises a part of a text. Half a surrogate pair counts as the replacement character. */
    NormalizedText normalize(String text, int from, int to) {
        NormalizedText normalized = new NormalizedText(to - from);
        for (int at = from; at < to; ) {
            int point = text.codePointAt(at);
            int end = at + Character.charCount(point);
            int known = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point;
            for (int one : known < TABLE ? table[known] : compute(known)) {
                normalized.add(one, at, end);
            }
            at = end;
        }
        return normalized;
    }

    private int[] compute(int point) {
        int[] points = {point};
        for (Step step : steps) {
            int[] next = {};
            for (int one : points) {
                next = join(next, apply(step, one));
            }
            points = next;
        }
        return points;
    }

    private static int[] apply(Step step, int point) {
        int[] same = {point};
        int[] none = {};
        return switch (step) {
            case CLEAN_TEXT ->
                Characters.DROPPED.get(point) ? none : Characters.SPACE.get(point) ? new int[] {' '} : same;
            case HANDLE_CHINESE_CHARS -> Characters.CHINESE.get(point) ? new int[] {' ', point, ' '} : same;
            case DECOMPOSE -> Characters.decomposed(point);
            case STRIP_NONSPACING -> Characters.NONSPACING.get(point) ? none : same;
            case STRIP_COMBINING -> Characters.COMBINING.get(point) ? none : same;
            case LOWERCASE -> Characters.lower(point);
        };
    }

    private static int[] join(int[] left, int[] right) {
        if (left.length == 0) {
            return right;
        }
        int[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
