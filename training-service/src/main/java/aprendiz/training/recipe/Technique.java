package aprendiz.training.recipe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a model learns from another. Each has a record of its own under {@link Recipe}. */
public enum Technique {
    /** A base model gets a new head and is trained on labelled data. */
    TRANSFER,
    /** A smaller student learns what a teacher answers. */
    DISTILLATION,
    /** Settings of another technique are looked for. */
    SEARCH;

    public static Optional<Technique> of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(word))
                .findFirst();
    }

    /** The word that recipes and people use. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
