package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Fields;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Elements as a JSON list: flat, or nested as the shape says. */
final class JsonElements {

    private JsonElements() {}

    /** @throws aprendiz.model.Problem of kind INVALID that names the element that is none */
    static Elements read(String place, Datatype datatype, Shape shape, JsonNode data) {
        List<JsonNode> flat = new ArrayList<>();
        if (data.isArray() && !data.isEmpty() && data.get(0).isArray()) {
            nested(place, data, shape.sizes(), flat);
        } else {
            flat(place, data, shape.count(), flat);
        }
        if (datatype == Datatype.BYTES) {
            List<String> texts = new ArrayList<>(flat.size());
            for (int i = 0; i < flat.size(); i++) {
                texts.add(Fields.text(place + "[" + i + "]", flat.get(i)));
            }
            return new Elements.Texts(texts);
        }
        if (datatype.isWhole()) {
            long[] values = new long[flat.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = whole(place + "[" + i + "]", datatype, flat.get(i));
            }
            return Elements.Whole.of(values);
        }
        float[] values = new float[flat.size()];
        for (int i = 0; i < values.length; i++) {
            if (!flat.get(i).isNumber()) {
                throw Fields.invalid(place + "[" + i + "]", "is not a number, as " + datatype + " is");
            }
            values[i] = flat.get(i).floatValue();
        }
        return Elements.Real.of(values);
    }

    private static void flat(String place, JsonNode data, int count, List<JsonNode> all) {
        if (!data.isArray() || data.size() != count) {
            throw Fields.invalid(
                    place,
                    "must be a list of " + count + " elements, as the shape says"
                            + (data.isArray() ? ", not " + data.size() : ""));
        }
        data.forEach(all::add);
    }

    private static void nested(String place, JsonNode data, List<Long> sizes, List<JsonNode> all) {
        if (sizes.isEmpty()) {
            all.add(data);
            return;
        }
        if (!data.isArray() || data.size() != sizes.getFirst()) {
            throw Fields.invalid(
                    place,
                    "must be a list of " + sizes.getFirst() + ", as the shape says"
                            + (data.isArray() ? ", not of " + data.size() : ""));
        }
        for (int i = 0; i < data.size(); i++) {
            nested(place + "[" + i + "]", data.get(i), sizes.subList(1, sizes.size()), all);
        }
    }

    private static long whole(String place, Datatype datatype, JsonNode value) {
        if (datatype == Datatype.BOOL && value.isBoolean()) {
            return value.booleanValue() ? 1 : 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || !datatype.holds(value.longValue())) {
            throw Fields.invalid(place, Problem.quoted(value.toString()) + " is no " + datatype);
        }
        return value.longValue();
    }
}
