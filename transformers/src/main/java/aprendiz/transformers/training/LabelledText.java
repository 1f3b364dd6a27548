package aprendiz.transformers.training;

import java.util.Objects;

/** @param label its index in the list of labels */
public record LabelledText(String text, int label) {
    public LabelledText {
        Objects.requireNonNull(text, "text");
        if (label < 0) {
            throw new IllegalArgumentException("label " + label);
        }
    }
}
