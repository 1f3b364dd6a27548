package aprendiz.training.recipe;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.SearchRecipe.Method;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Reads the {@code space} of a search: for each setting a list of values, or a range of numbers. */
final class SpaceReader {

    private SpaceReader() {}

    /** @param given whether the recipe has the object at all */
    static SequencedMap<String, Choices> read(Fields fields, boolean given, Method method, List<Complaint> complaints) {
        SequencedMap<String, Choices> space = new LinkedHashMap<>();
        for (String name : fields.names()) {
            JsonNode node = fields.raw(name);
            if (node.isArray() && !node.isEmpty()) {
                space.put(name, values(node));
            } else if (node.isObject()) {
                Choices range = range(new Fields(node, fields.at(name), complaints));
                if (range != null) {
                    space.put(name, range);
                }
                if (method == Method.GRID) {
                    fields.complain(fields.at(name), "must be a list of values: a grid tries every one");
                }
            } else {
                fields.complain(fields.at(name), "must be a list of values, or from and to, and scale: log or linear");
            }
            if (name.equals("epochs") && method == Method.HALVING) {
                fields.complain(fields.at(name), "cannot be looked for: halving gives its rounds epochs of their own");
            }
        }
        if (space.isEmpty() && (!given || fields.names().isEmpty())) {
            fields.complain("space", "is missing: the settings to look for, each with a list of values or a range");
        }
        return space;
    }

    private static Choices values(JsonNode list) {
        List<JsonNode> values = new ArrayList<>();
        list.forEach(one -> values.add(Fields.isExponent(one) ? DoubleNode.valueOf(one.asDouble()) : one));
        return new Choices.Values(values);
    }

    /** @return null if it is none */
    private static Choices range(Fields fields) {
        boolean logarithmic = fields.choice("scale", "linear", "log") == 1;
        double from = fields.number("from", Double.NaN, -Double.MAX_VALUE, true, Double.MAX_VALUE);
        double to = fields.number("to", Double.NaN, -Double.MAX_VALUE, true, Double.MAX_VALUE);
        boolean whole =
                fields.raw("from").isIntegralNumber() && fields.raw("to").isIntegralNumber();
        fields.end();
        if (!(from < to)) {
            fields.complain(fields.at("to"), "must be there, and more than from");
            return null;
        }
        if (logarithmic && from <= 0) {
            fields.complain(fields.at("from"), "must be more than 0 on a scale of logarithms");
            return null;
        }
        return new Choices.Range(from, to, logarithmic, whole);
    }
}
