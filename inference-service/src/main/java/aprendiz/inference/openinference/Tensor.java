package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Fields;
import java.nio.FloatBuffer;
import java.util.List;

/** A named tensor that was sent or is answered. */
record Tensor(String name, Datatype datatype, Shape shape, Elements elements) {

    /** @throws aprendiz.model.Problem of kind INVALID unless there are as many elements as the shape says */
    Tensor {
        if (elements.count() != shape.count()) {
            throw Fields.invalid(
                    name,
                    "the shape " + shape + " means " + shape.count() + " elements, but the data has "
                            + elements.count());
        }
    }

    static Tensor of(String name, Shape shape, float[] values) {
        return new Tensor(name, Datatype.FP32, shape, new Elements.Real(FloatBuffer.wrap(values)));
    }

    static Tensor of(String name, Shape shape, List<String> values) {
        return new Tensor(name, Datatype.BYTES, shape, new Elements.Texts(values));
    }

    /** Its elements, which must be texts with something in them. */
    List<String> texts() {
        if (!(elements instanceof Elements.Texts(List<String> values))) {
            throw Fields.invalid(name, "is " + datatype + "; texts come as BYTES");
        }
        for (int i = 0; i < values.size(); i++) {
            Fields.text(name + "[" + i + "]", values.get(i));
        }
        return values;
    }

    /** Its elements, which must be whole numbers in two dimensions, by rows. */
    long[][] rows() {
        int columns = columns();
        long[][] rows = new long[shape.first()][columns];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                rows[i][j] = whole(i * columns + j);
            }
        }
        return rows;
    }

    int columns() {
        if (shape.sizes().size() != 2) {
            throw Fields.invalid(name, "has the shape " + shape + "; [texts, tokens] is needed");
        }
        return Math.toIntExact(shape.sizes().getLast());
    }

    private long whole(int at) {
        return switch (elements) {
            case Elements.Whole(var values) -> values.get(at);
            case Elements.Real(var values) -> {
                float value = values.get(at);
                if (value != Math.rint(value)) { // not a number either
                    throw Fields.invalid(name + "[" + at + "]", value + " is not a whole number");
                }
                yield (long) value;
            }
            case Elements.Texts texts -> throw Fields.invalid(name, "is BYTES; tokens come as INT64");
        };
    }
}
