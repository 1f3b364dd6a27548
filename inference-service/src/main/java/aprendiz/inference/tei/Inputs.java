package aprendiz.inference.tei;

import aprendiz.inference.TooLarge;
import aprendiz.inference.asking.Passage;
import aprendiz.inference.protocol.Fields;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Texts, or the tokens of texts: {@code "text"}, {@code ["text", ...]}, {@code [1, ...]} or {@code [[1, ...], ...]}. */
public final class Inputs {

    /** The title of the problem that there is nothing to do. */
    static final String EMPTY = "Empty";

    private Inputs() {}

    /** @throws TooLarge when there are more than {@code most} */
    public static List<Passage> passages(Fields request, String field, int most) {
        JsonNode value = request.value(field);
        String place = request.place(field);
        if (!value.isArray()) {
            return List.of(Passage.of(Fields.text(place, value)));
        }
        if (value.isEmpty()) {
            throw Problem.invalid(EMPTY, place + " is an empty list");
        }
        if (value.get(0).isNumber()) {
            return List.of(new Passage.Ids(ids(place, value)));
        }
        bound(place, value.size(), most);
        List<Passage> passages = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            JsonNode one = value.get(i);
            String where = place + "[" + i + "]";
            passages.add(one.isArray() ? new Passage.Ids(ids(where, one)) : Passage.of(Fields.text(where, one)));
        }
        return passages;
    }

    /** The tokens of one text or of several. */
    static List<List<Integer>> idLists(Fields request, String field, int most) {
        JsonNode value = request.value(field);
        String place = request.place(field);
        if (!value.isArray() || value.isEmpty() || !value.get(0).isArray()) {
            return List.of(ids(place, value));
        }
        bound(place, value.size(), most);
        List<List<Integer>> all = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            all.add(ids(place + "[" + i + "]", value.get(i)));
        }
        return all;
    }

    private static List<Integer> ids(String place, JsonNode list) {
        if (!list.isArray() || list.isEmpty()) {
            throw Fields.invalid(place, "must be a list of at least one token");
        }
        List<Integer> ids = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            JsonNode id = list.get(i);
            if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
                throw Fields.invalid(place + "[" + i + "]", "must be the number of a token");
            }
            ids.add(id.intValue());
        }
        return ids;
    }

    static void bound(String place, int count, int most) {
        if (count > most) {
            throw new TooLarge(place + ": " + count + " inputs in one request; at most " + most
                    + " are taken, send them in several");
        }
    }
}
