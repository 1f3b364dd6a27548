package aprendiz.training.data;

import java.util.List;

/**
 * Words with a tag each.
 *
 * @param line where it begins in its file
 */
public record Sentence(List<String> words, List<String> tags, int line) {
    public Sentence {
        words = List.copyOf(words);
        tags = List.copyOf(tags);
    }

    /** The words, a blank between them. */
    public String text() {
        return String.join(" ", words);
    }
}
