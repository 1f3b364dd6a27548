package aprendiz.training.recipe;

import java.util.Arrays;
import java.util.Optional;

/** What a new model is held against; each is measured in the same job on the same test part. */
public enum Baseline {
    /** Always answers the most frequent label. */
    MAJORITY("majority"),
    /** The same architecture from random weights, trained for the same steps. */
    FROM_SCRATCH("from-scratch"),
    /** Naive Bayes over word counts. */
    BAG_OF_WORDS("bag-of-words"),
    /** Logistic regression over weighted terms. */
    TF_IDF("tf-idf"),
    /** The base as it was. */
    BASE("base"),
    /** What a student learned from. */
    TEACHER("teacher"),
    /** The same student, from the same weights on, taught by the labels alone. */
    WITHOUT_TEACHER("without-teacher");

    private final String word;

    Baseline(String word) {
        this.word = word;
    }

    public static Optional<Baseline> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** The name of a measure of this baseline among a job's metrics: {@code majority/accuracy}. */
    public String metric(Measure measure) {
        return word + "/" + measure;
    }

    /** Whether it says how probable each label is. */
    boolean saysHowSure() {
        return switch (this) {
            case MAJORITY, BAG_OF_WORDS -> false;
            case FROM_SCRATCH, TF_IDF, BASE, TEACHER, WITHOUT_TEACHER -> true;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
