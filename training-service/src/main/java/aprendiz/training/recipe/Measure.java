package aprendiz.training.recipe;

import java.util.Arrays;
import java.util.Optional;

/** What is measured on the test part. */
public enum Measure {
    ACCURACY("accuracy", true),
    MACRO_F1("macro-f1", true),
    WEIGHTED_F1("weighted-f1", true),
    /** Mean negative logarithm of the probability of the true label, in nats. */
    LOSS("loss", false);

    private final String word;
    private final boolean moreIsBetter;

    Measure(String word, boolean moreIsBetter) {
        this.word = word;
        this.moreIsBetter = moreIsBetter;
    }

    public static Optional<Measure> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    @Override
    public String toString() {
        return word;
    }
}
