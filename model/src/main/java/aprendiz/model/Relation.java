package aprendiz.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** What a version has to do with the version or data set that it came from. */
public enum Relation {
    /** Its weights began as the other's. */
    FINE_TUNED_FROM("fine-tuned-from"),
    /** The other was its teacher. */
    DISTILLED_FROM("distilled-from"),
    /** The student took these weights to begin with. */
    INITIALISED_FROM("initialised-from"),
    /** It is part of an ensemble. */
    MEMBER_OF("member-of"),
    /** It went on learning where the other stopped. */
    CONTINUED_FROM("continued-from"),
    /** The data set that it learned from. */
    TRAINED_ON("trained-on"),
    /** The same model in another format. */
    EXPORTED_FROM("exported-from");

    private final String word;

    Relation(String word) {
        this.word = word;
    }

    @JsonCreator
    public static Relation of(String word) {
        for (Relation one : values()) {
            if (one.word.equals(word)) {
                return one;
            }
        }
        throw Problem.invalid("Unknown relation", Problem.quoted(word) + " is not one of " + List.of(values()));
    }

    /** The word that files, messages and people use. */
    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
