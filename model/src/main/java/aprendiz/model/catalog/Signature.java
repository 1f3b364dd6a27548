package aprendiz.model.catalog;

import aprendiz.model.Problem;
import java.util.List;

/** What a model takes and what it answers. */
public record Signature(List<Field> inputs, List<Field> outputs) {
    public Signature {
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
    }

    /**
     * One of them.
     *
     * @param name {@code text}, {@code label}, {@code score}
     * @param type in the writer's words: {@code string}, {@code float[3]}
     * @param description a sentence, or empty
     */
    public record Field(String name, String type, String description) {
        public Field {
            if (name == null || name.isBlank() || type == null || type.isBlank()) {
                throw Problem.invalid("Bad signature", "signature: every input and output needs a name and a type");
            }
            description = description == null ? "" : description;
        }
    }
}
