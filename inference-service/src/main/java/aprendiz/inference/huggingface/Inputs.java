package aprendiz.inference.huggingface;

import aprendiz.inference.TooLarge;
import aprendiz.inference.asking.Query;
import aprendiz.inference.asking.ZeroShot;
import aprendiz.inference.protocol.Fields;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What {@code inputs} holds: one thing or a list of them.
 *
 * @param single true if it was no list
 */
record Inputs<T>(List<T> list, boolean single) {

    /** @param reading makes one thing of its place and its JSON */
    static <T> Inputs<T> read(Fields request, BiFunction<String, JsonNode, T> reading) {
        JsonNode value = request.value("inputs");
        if (!value.isArray()) {
            return new Inputs<>(List.of(reading.apply("inputs", value)), true);
        }
        if (value.isEmpty()) {
            throw request.complaint("inputs", "is an empty list");
        }
        List<T> list = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            list.add(reading.apply("inputs[" + i + "]", value.get(i)));
        }
        return new Inputs<>(list, false);
    }

    static Inputs<String> texts(Fields request) {
        return read(request, Fields::text);
    }

    /** @throws TooLarge when there are more than that */
    static void bound(Query<?> query, int most) {
        int labels = query instanceof ZeroShot zeroShot ? zeroShot.labels().size() : 1;
        if ((long) query.size() * labels > most) {
            throw new TooLarge(
                    "inputs: " + query.size() + " texts" + (labels == 1 ? "" : " with " + labels + " labels each")
                            + " in one request; at most " + most + " are taken, send them in several");
        }
    }
}
