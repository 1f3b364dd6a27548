package aprendiz.training.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** What a job does, in this order. */
public enum Phase {
    /** Fetches and parts what it learns from. */
    PREPARING("preparing"),
    /** Trains the model that the user asked for. */
    FINE_TUNING("fine-tuning"),
    /** Trains the baseline: the same architecture from random weights. */
    FROM_SCRATCH("from-scratch"),
    /** Asks the teacher about every text, once. */
    ASKING_TEACHER("asking-teacher"),
    /** Trains the student. */
    DISTILLING("distilling"),
    /** Trains the baseline: the same student, by the labels alone. */
    WITHOUT_TEACHER("without-teacher"),
    /** Waits for the jobs of a search. */
    SEARCHING("searching"),
    /** Measures the model and every baseline on the test part. */
    EVALUATING("evaluating"),
    /** Writes the forms in which other engines run the version. */
    EXPORTING("exporting"),
    /** Hands the version to the registry and moves the alias. */
    PUBLISHING("publishing");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    @JsonCreator
    static Phase of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no phase '" + word + "'"));
    }

    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
