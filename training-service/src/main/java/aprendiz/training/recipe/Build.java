package aprendiz.training.recipe;

import aprendiz.transformers.training.Layout;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * How a student is built.
 *
 * @param layers which layers of the teacher, from 0; empty to take {@code depth} of them, evenly
 * @param depth how many layers the student gets
 * @param layout which parts it has
 * @param width of its vectors: then all its weights are new; 0 for the teacher's
 */
public record Build(List<Integer> layers, int depth, Layout layout, int width) {

    public Build {
        layers = List.copyOf(layers);
    }

    static Build read(Fields student) {
        List<Integer> layers = student.wholes("layers");
        int depth = layers.isEmpty() ? student.whole("layers", 3, 1, 1000) : layers.size();
        Layout layout = student.choice("layout", "same", "distilbert") == 1 ? Layout.DISTILBERT : Layout.SAME;
        int width = student.whole("width", 0, 0, 16_384);
        if (width > 0 && !layers.isEmpty()) {
            student.complain(student.at("width"), "makes all weights new: give layers as a number, not as a list");
        }
        return new Build(layers, depth, layout, width);
    }

    /** Whether it begins with weights of its teacher. */
    public boolean inherits() {
        return width == 0;
    }

    void write(ObjectNode student) {
        if (layers.isEmpty()) {
            student.put("layers", depth);
        } else {
            ArrayNode chosen = student.putArray("layers");
            layers.forEach(chosen::add);
        }
        student.put("layout", layout.name().toLowerCase(Locale.ROOT)).put("width", width);
    }
}
