package aprendiz.training.recipe;

import java.util.Arrays;
import java.util.Optional;

/** What a fine-tuned model has to be better than; each is measured in the same job on the same test part. */
public enum Baseline {
    /** Always answers the most frequent label. */
    MAJORITY("majority"),
    /** The same architecture from random weights, trained for the same steps. */
    FROM_SCRATCH("from-scratch"),
    /** Naive Bayes over word counts. */
    BAG_OF_WORDS("bag-of-words");

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

    @Override
    public String toString() {
        return word;
    }
}
