package aprendiz.inference.variants;

import aprendiz.model.Problem;
import aprendiz.transformers.export.Bound;
import aprendiz.transformers.export.Variant;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Optional;

/** In which form a network is computed. */
public enum Form {
    /** Its own weights, in libtorch. */
    PLAIN("plain", null),
    /** In ONNX Runtime. */
    ONNX("onnx", Variant.ONNX),
    /** The same with large matrices as 8-bit integers: an answer depends a little on what else is in its batch. */
    ONNX_INT8("onnx-int8", Variant.ONNX_INT8),
    /** In libtorch with large matrices as bfloat16, for processors that multiply them. */
    TORCHSCRIPT_BF16("torchscript-bf16", Variant.TORCHSCRIPT_BF16);

    private final String word;
    private final Variant variant;

    Form(String word, Variant variant) {
        this.word = word;
        this.variant = variant;
    }

    @JsonCreator
    public static Form of(String word) {
        for (Form form : values()) {
            if (form.word.equals(word)) {
                return form;
            }
        }
        throw Problem.invalid("Unknown variant", Problem.quoted(word) + " is not one of " + List.of(values()));
    }

    /** What is exported for it; nothing for the plain one. */
    public Optional<Variant> variant() {
        return Optional.ofNullable(variant);
    }

    /** How far its answers may be from those that the model gave where it was made. */
    public Bound bound() {
        return variant().orElse(Variant.TORCHSCRIPT).bound();
    }

    /** False where numbers are rounded to fewer bits than the original's. */
    boolean exact() {
        return switch (this) {
            case PLAIN, ONNX -> true;
            case ONNX_INT8, TORCHSCRIPT_BF16 -> false;
        };
    }

    /** The word in settings and answers. */
    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
