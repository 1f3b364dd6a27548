package aprendiz.training.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a job learns from.
 *
 * @param base what it begins with, or the first teacher
 * @param others more teachers, in the recipe's order
 */
public record Pins(
        Pinned base,
        Pinned data,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Pinned> others) {

    public Pins {
        others = others == null ? List.of() : List.copyOf(others);
    }

    /** A base and no more. */
    public Pins(Pinned base, Pinned data) {
        this(base, data, List.of());
    }

    /** The first teacher and the others. */
    public List<Pinned> teachers() {
        return Stream.concat(Stream.of(base), others.stream()).toList();
    }
}
