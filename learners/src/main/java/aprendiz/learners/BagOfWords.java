package aprendiz.learners;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into terms: its words in lower case, and each run of up to some number of neighbouring words.
 *
 * @param longest the number of words in the longest term; 1 for single words only
 */
public record BagOfWords(int longest) {

    /** Letters, marks and digits of any script, with an apostrophe inside. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}\\p{N}]+)*+");

    public BagOfWords {
        if (longest < 1) {
            throw new IllegalArgumentException("longest: " + longest + " words make no term");
        }
    }

    /** Every term of the text, as often as it occurs: {@code "Not clean"} gives {@code not, clean, not clean}. */
    public List<String> terms(String text) {
        List<String> words = new ArrayList<>();
        for (Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT)); matcher.find(); ) {
            words.add(matcher.group());
        }
        List<String> terms = new ArrayList<>();
        for (int length = 1; length <= longest; length++) {
            for (int from = 0; from + length <= words.size(); from++) {
                terms.add(String.join(" ", words.subList(from, from + length)));
            }
        }
        return terms;
    }
}
