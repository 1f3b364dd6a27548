package aprendiz.inference.asking;

import java.util.List;

/**
 * What spoke for a label, and what against it.
 *
 * @param label that is explained
 * @param score that it has
 * @param words in their order
 */
public record Explanation(String label, double score, List<Word> words) {

    public Explanation {
        words = List.copyOf(words);
    }

    /**
     * A word's part.
     *
     * @param start where it stands, in code points, as Python counts
     * @param end behind it
     * @param weight how much the score falls when it is left out; less than 0 if it rises
     */
    public record Word(String word, int start, int end, double weight) {}
}
