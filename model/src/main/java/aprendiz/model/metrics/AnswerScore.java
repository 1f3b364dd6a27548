package aprendiz.model.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How well a question was answered, as SQuAD's script measures it: the best over the right answers that there are
 * (Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text", 2016, section 6). Where there is none,
 * the right answer is none. An answer that is nothing but articles counts as empty, as in the script of SQuAD 2.0.
 *
 * @param exactMatch 1 if the answer is a right one, but for case, punctuation, articles and blanks
 * @param f1 of its words and a right one's
 */
public record AnswerScore(double exactMatch, double f1) {

    /** Words that say nothing of an answer. SQuAD's script knows the English ones only, and so do most published figures. */
    public enum Articles {
        ENGLISH("a", "an", "the"),
        SPANISH("el", "la", "los", "las", "un", "una", "unos", "unas"),
        NONE;

        private final Pattern pattern;

        Articles(String... words) {
            pattern = Pattern.compile("\\b(" + String.join("|", words) + ")\\b", Pattern.UNICODE_CHARACTER_CLASS);
        }

        private String removed(String text) {
            return this == NONE ? text : pattern.matcher(text).replaceAll(" ");
        }
    }

    private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /** @param right answers; empty where the text holds none */
    public static AnswerScore of(String answer, List<String> right, Articles articles) {
        double exact = 0;
        double f1 = 0;
        List<String> words = words(answer, articles);
        for (String one : right.isEmpty() ? List.of("") : right) {
            List<String> wanted = words(one, articles);
            exact = Math.max(exact, words.equals(wanted) ? 1 : 0);
            f1 = Math.max(f1, f1(words, wanted));
        }
        return new AnswerScore(exact, f1);
    }

    /** What is left of an answer: lower case, without ASCII punctuation and articles, cut at blanks. */
    static List<String> words(String answer, Articles articles) {
        String plain = PUNCTUATION.matcher(answer.toLowerCase(Locale.ROOT)).replaceAll("");
        return Arrays.stream(BLANKS.split(articles.removed(plain)))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static double f1(List<String> words, List<String> wanted) {
        if (words.isEmpty() || wanted.isEmpty()) {
            return words.equals(wanted) ? 1 : 0;
        }
        List<String> left = new ArrayList<>(wanted);
        double common = words.stream().filter(left::remove).count();
        return 2 * common / (words.size() + wanted.size());
    }
}
