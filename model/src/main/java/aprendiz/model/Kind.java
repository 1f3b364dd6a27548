package aprendiz.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** How a version came to be. */
public enum Kind {
    /** Trained elsewhere and imported. */
    BASE("base"),
    /** Adapted to a task by transfer learning. */
    FINE_TUNED("fine-tuned"),
    /** Taught by a larger model. */
    DISTILLED("distilled"),
    /** One trunk, several heads. */
    MULTI_TASK("multi-task"),
    /** Trained to adapt fast. */
    META_LEARNED("meta-learned"),
    /** Goes on learning from new data. */
    INCREMENTAL("incremental"),
    /** Several models that answer together. */
    ENSEMBLE("ensemble"),
    /** Low-rank additions to a base. */
    ADAPTER("adapter");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    @JsonCreator
    public static Kind of(String word) {
        for (Kind one : values()) {
            if (one.word.equals(word)) {
                return one;
            }
        }
        throw Problem.invalid("Unknown kind", Problem.quoted(word) + " is not one of " + List.of(values()));
    }

    /** The word that files, messages and people use. */
    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
