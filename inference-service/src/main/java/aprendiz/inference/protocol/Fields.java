package aprendiz.inference.protocol;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object of a request, read field by field. Whatever is wrong is a {@link Problem} of kind INVALID that names the
 * field; {@code null} counts as missing.
 */
public final class Fields {

    /** A caller's own names are places too, and not said back in full. */
    private static final int LONGEST_PLACE = 200;

    private final String path;
    private final ObjectNode object;

    private Fields(String path, ObjectNode object) {
        this.path = path;
        this.object = object;
    }

    /** The object that a body must be. */
    public static Fields of(byte[] body) {
        if (body.length == 0) {
            throw invalid("the body", "is empty: send JSON");
        }
        return of("the body", "", Json.parse(body, "the body", JsonNode.class));
    }

    /** What is already read; {@code parameters} of a request, for example. */
    public static Fields of(String path, JsonNode value) {
        return of(path, path, value);
    }

    private static Fields of(String name, String path, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new Fields(path, object);
        }
        throw invalid(name, "must be an object, {...}");
    }

    /** Refuses fields that mean nothing here. */
    public Fields only(Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw complaint(
                        name,
                        known.isEmpty() ? "is not known here" : "is not known; there are " + new TreeSet<>(known));
            }
        }
        return this;
    }

    public boolean has(String name) {
        JsonNode value = object.get(name);
        return value != null && !value.isNull();
    }

    /** The field as it is; never missing. */
    public JsonNode value(String name) {
        if (!has(name)) {
            throw complaint(name, "is missing");
        }
        return object.get(name);
    }

    /** An object; an empty one if it is missing. */
    public Fields object(String name) {
        return of(place(name), has(name) ? object.get(name) : JsonNodeFactory.instance.objectNode());
    }

    /** A text of at least one letter. */
    public String text(String name) {
        return text(place(name), value(name));
    }

    public Optional<String> maybeText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** One text or a list of them. */
    public List<String> texts(String name) {
        JsonNode value = value(name);
        return value.isArray() ? list(name) : List.of(text(place(name), value));
    }

    /** A list of at least one text. */
    public List<String> list(String name) {
        JsonNode value = value(name);
        if (!value.isArray() || value.isEmpty()) {
            throw complaint(name, "must be a list of at least one text");
        }
        List<String> texts = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            texts.add(text(place(name) + "[" + i + "]", value.get(i)));
        }
        return texts;
    }

    public OptionalInt maybeWhole(String name, int least) {
        if (!has(name)) {
            return OptionalInt.empty();
        }
        JsonNode value = object.get(name);
        boolean whole =
                value.isIntegralNumber() || (value.isDouble() && value.doubleValue() == Math.rint(value.doubleValue()));
        if (!whole || !value.canConvertToInt() || value.intValue() < least) {
            throw complaint(name, "must be a whole number from " + least);
        }
        return OptionalInt.of(value.intValue());
    }

    public int whole(String name, int least, int otherwise) {
        return maybeWhole(name, least).orElse(otherwise);
    }

    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!object.get(name).isBoolean()) {
            throw complaint(name, "must be true or false");
        }
        return object.get(name).booleanValue();
    }

    /** One of some words; the first if it is missing. */
    public String word(String name, List<String> words) {
        String word = maybeText(name).orElse(words.getFirst());
        if (!words.contains(word)) {
            throw complaint(name, Problem.quoted(word) + " is not one of " + words);
        }
        return word;
    }

    /** A text that has something in it and is made of whole characters. */
    public static String text(String path, JsonNode value) {
        if (!value.isTextual()) {
            throw invalid(path, "must be a text");
        }
        return text(path, value.textValue());
    }

    /** The same of a text that did not come as JSON. */
    public static String text(String path, String text) {
        if (text.isBlank()) {
            throw invalid(path, "is empty");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw invalid(path, "holds half a surrogate pair, which is no character");
        }
        return text;
    }

    /** What is wrong with a field. */
    public Problem complaint(String name, String message) {
        return invalid(place(name), message);
    }

    /** The object as it is. */
    public ObjectNode json() {
        return object;
    }

    /** How a complaint calls a field. */
    public String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** What is wrong with a place. */
    public static Problem invalid(String place, String message) {
        String brief = place.length() <= LONGEST_PLACE ? place : place.substring(0, LONGEST_PLACE) + "...";
        return Problem.invalid("Bad request", List.of(new Problem.Complaint(brief, message)));
    }
}
