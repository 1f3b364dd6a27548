package aprendiz.training.recipe;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The fields of one object of a recipe, read strictly. What is wrong becomes a complaint and the field takes its
 * default, so that one reading finds every fault. {@link #end()} complains of the fields that nobody asked for.
 */
final class Fields {

    /** YAML 1.1 takes {@code 5e-5}, without a dot, for a text. */
    private static final Pattern EXPONENT = Pattern.compile("[-+]?[0-9]+(\\.[0-9]*)?[eE][-+]?[0-9]+");

    private final JsonNode node;
    private final String path;
    private final List<Complaint> complaints;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(JsonNode node, String path, List<Complaint> complaints) {
        this.path = path;
        this.complaints = complaints;
        this.node = node.isObject() ? node : MissingNode.getInstance();
        if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
            complain(path.isEmpty() ? "recipe" : path, "must hold fields, not " + kind(node));
        }
    }

    Fields object(String name) {
        known.add(name);
        return new Fields(node.path(name), at(name), complaints);
    }

    /** Of all that is written here; for an object whose fields are the user's own. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        known.addAll(names);
        return names;
    }

    /** What is written in a field; missing if nothing is. */
    JsonNode raw(String name) {
        known.add(name);
        return node.path(name);
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** True if the field is written, with nothing in it. */
    boolean isNull(String name) {
        return node.path(name).isNull();
    }

    /** @return null where it is missing and has no default, or wrong */
    String text(String name, String fallback) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isTextual()) {
            complain(at(name), "must be a text, not " + kind(value));
            return null;
        }
        if (value.asText().isBlank()) {
            complain(at(name), "must not be empty");
            return null;
        }
        return value.asText();
    }

    /** As {@link #text}, but it must be there. */
    String need(String name, String what) {
        if (!node.hasNonNull(name)) {
            known.add(name);
            complain(at(name), "is missing: " + what);
            return null;
        }
        return text(name, null);
    }

    /** A text that is read further; what the reading throws as a problem becomes a complaint here. */
    <T> T parsed(String name, String text, Function<String, T> reading) {
        if (text == null) {
            return null;
        }
        try {
            return reading.apply(text);
        } catch (Problem problem) {
            complain(at(name), problem.getMessage());
            return null;
        }
    }

    /** One text or a list of them; empty where it is missing or wrong. */
    List<String> texts(String name) {
        known.add(name);
        JsonNode value = node.path(name);
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.asText());
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                if (value.get(i).isTextual() && !value.get(i).asText().isBlank()) {
                    texts.add(value.get(i).asText());
                } else {
                    complain(at(name) + "[" + i + "]", "must be a text, not " + kind(value.get(i)));
                }
            }
        } else if (!value.isMissingNode() && !value.isNull()) {
            complain(at(name), "must be a text or a list of texts, not " + kind(value));
        }
        return texts;
    }

    /** A list of numbers, each more than the one before; empty where it is missing or wrong. */
    List<Double> rising(String name) {
        known.add(name);
        JsonNode value = node.path(name);
        List<Double> numbers = new ArrayList<>();
        if (value.isMissingNode() || value.isNull()) {
            return numbers;
        }
        boolean rises = value.isArray() && !value.isEmpty();
        for (JsonNode one : value) {
            rises &= one.isNumber() && (numbers.isEmpty() || one.asDouble() > numbers.getLast());
            numbers.add(one.asDouble());
        }
        if (!rises) {
            complain(at(name), "must be a list of numbers, each more than the one before");
            numbers.clear();
        }
        return numbers;
    }

    /** A list of whole numbers from 0, each more than the one before; empty where there is no list, or a wrong one. */
    List<Integer> wholes(String name) {
        known.add(name);
        List<Integer> numbers = new ArrayList<>();
        if (node.path(name).isArray()) {
            for (JsonNode one : node.path(name)) {
                boolean rises = one.asInt() > (numbers.isEmpty() ? -1 : numbers.getLast());
                if (!one.canConvertToInt() || !one.isIntegralNumber() || !rises) {
                    complain(at(name), "must be a list of whole numbers from 0, each more than the one before");
                    return List.of();
                }
                numbers.add(one.asInt());
            }
        }
        return numbers;
    }

    int whole(String name, int fallback, int least, int most) {
        return (int) whole(name, (long) fallback, least, most);
    }

    long whole(String name, long fallback, long least, long most) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isIntegralNumber()) {
            complain(at(name), "must be a whole number, not " + kind(value));
            return fallback;
        }
        if (!value.canConvertToLong() || value.asLong() < least || value.asLong() > most) {
            complain(at(name), "must lie between " + least + " and " + most + ", and is " + value.asText());
            return fallback;
        }
        return value.asLong();
    }

    /** @param above the bound that must be exceeded, or reached if {@code inclusive} */
    double number(String name, double fallback, double above, boolean inclusive, double most) {
        known.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (!value.isNumber() && !isExponent(value)) {
            complain(at(name), "must be a number, not " + kind(value));
            return fallback;
        }
        double number = value.asDouble();
        boolean possible = (inclusive ? number >= above : number > above) && number <= most;
        if (!possible) {
            complain(
                    at(name),
                    "must be " + (inclusive ? "at least " : "more than ") + above + " and at most " + most + ", and is "
                            + value.asText());
            return fallback;
        }
        return number;
    }

    /** Whether a text is a number that YAML takes for a text. */
    static boolean isExponent(JsonNode value) {
        return value.isTextual() && EXPONENT.matcher(value.asText()).matches();
    }

    /** True or false; false where it is missing. */
    boolean flag(String name) {
        return flag(name, false);
    }

    /** True or false. */
    boolean flag(String name, boolean fallback) {
        known.add(name);
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            complain(at(name), "must be true or false, not " + kind(value));
        }
        return value.asBoolean(fallback);
    }

    /** The place of one of some words; 0, the first, where it is missing or wrong. */
    int choice(String name, String... words) {
        String word = text(name, words[0]);
        int place = List.of(words).indexOf(word);
        if (place < 0 && word != null) {
            complain(at(name), "must be one of " + String.join(", ", words) + ", and is '" + shortened(word) + "'");
        }
        return Math.max(0, place);
    }

    void complain(String place, String message) {
        complaints.add(new Complaint(place, message));
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void end() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                complain(at(name), "is no field here; there are " + String.join(", ", known));
            }
        });
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "the text '" + shortened(node.asText()) + "'";
            case NUMBER -> "the number " + node.asText();
            case BOOLEAN -> "the truth value " + node.asText();
            case NULL, MISSING -> "nothing";
            case BINARY, POJO -> "something else";
        };
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
