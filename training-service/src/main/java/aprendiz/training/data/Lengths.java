package aprendiz.training.data;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How long texts are, in words; a token is a word or a part of one.
 *
 * @param mean of all texts
 * @param median half of the texts are no longer
 * @param ninetyFifth 95 of 100 texts are no longer
 * @param longest no text is longer
 */
public record Lengths(double mean, int median, int ninetyFifth, int longest) {

    private static final Pattern WORD = Pattern.compile("\\S+");

    static Lengths of(List<String> texts) {
        int[] lengths = texts.stream()
                .mapToInt(text -> (int) WORD.matcher(text).results().count())
                .sorted()
                .toArray();
        return lengths.length == 0
                ? new Lengths(0, 0, 0, 0)
                : new Lengths(
                        Math.round(10.0 * Arrays.stream(lengths).sum() / lengths.length) / 10.0,
                        at(lengths, 0.5),
                        at(lengths, 0.95),
                        at(lengths, 1));
    }

    private static int at(int[] sorted, double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    /** Says of these lengths that too many texts will be cut; empty if not more than one in twenty. */
    public List<String> warnings(int maxLength) {
        return ninetyFifth <= maxLength
                ? List.of()
                : List.of("more than one text in twenty has more words than the " + maxLength
                        + " tokens of settings.max_length, and is cut; the longest has " + longest);
    }
}
