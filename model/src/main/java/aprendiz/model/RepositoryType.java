package aprendiz.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** The two sorts of things that the registry keeps. */
public enum RepositoryType {
    /** A line of checkpoints. */
    MODEL("model"),
    /** A line of data files. */
    DATASET("dataset");

    private final String word;

    RepositoryType(String word) {
        this.word = word;
    }

    @JsonCreator
    public static RepositoryType of(String word) {
        for (RepositoryType one : values()) {
            if (one.word.equals(word)) {
                return one;
            }
        }
        throw Problem.invalid(
                "Unknown type of repository", Problem.quoted(word) + " is not one of " + List.of(values()));
    }

    /** The word that files, messages and people use. */
    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
