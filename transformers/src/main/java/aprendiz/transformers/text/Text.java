package aprendiz.transformers.text;

import java.util.List;

/** What a tokenizer takes. Any string will do: half a surrogate pair counts as the replacement character. */
public sealed interface Text {

    /** One text. */
    record Single(String text) implements Text {}

    /** Two texts, which a model tells apart by their token types: a question and where to look for its answer. */
    record Pair(String first, String second) implements Text {}

    /** A text that was cut into words before, each perhaps with a label. Places in it are places in a word. */
    record Words(List<String> words) implements Text {
        public Words {
            words = List.copyOf(words);
        }
    }

    static Text of(String text) {
        return new Single(text);
    }

    static Text pair(String first, String second) {
        return new Pair(first, second);
    }

    static Text words(List<String> words) {
        return new Words(words);
    }
}
