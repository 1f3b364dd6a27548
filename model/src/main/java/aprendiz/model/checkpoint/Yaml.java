package aprendiz.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes JSON as block-style YAML that every YAML 1.1 and 1.2 reader takes the same way: a text is written bare only
 * where nothing could take it for something else, and quoted with escapes everywhere else.
 */
final class Yaml {

    private static final Pattern BARE = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*");
    private static final Pattern WORD_OF_YAML = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|inf|nan");

    private final StringBuilder out = new StringBuilder();

    private Yaml() {}

    /** The fields of the object, one a line, ending in a line feed; empty for an empty object. */
    static String of(ObjectNode node) {
        Yaml yaml = new Yaml();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            yaml.field(field, "");
        }
        return yaml.out.toString();
    }

    private void field(Map.Entry<String, JsonNode> field, String indent) {
        out.append(text(field.getKey())).append(':');
        JsonNode value = field.getValue();
        if (!value.isContainerNode() || value.isEmpty()) {
            out.append(' ').append(scalar(value)).append('\n');
            return;
        }
        out.append('\n');
        if (value.isArray()) {
            for (JsonNode item : value) {
                out.append(indent).append("- ");
                item(item, indent + "  ");
            }
            return;
        }
        for (Map.Entry<String, JsonNode> inner : value.properties()) {
            out.append(indent).append("  ");
            field(inner, indent + "  ");
        }
    }

    /** What follows a dash: a scalar, or an object whose first field stands on the same line. */
    private void item(JsonNode item, String indent) {
        if (!item.isObject() || item.isEmpty()) {
            out.append(scalar(item)).append('\n');
            return;
        }
        String before = "";
        for (Map.Entry<String, JsonNode> field : item.properties()) {
            out.append(before);
            field(field, indent);
            before = indent;
        }
    }

    private static String scalar(JsonNode value) {
        if (value.isTextual()) {
            return text(value.textValue());
        }
        if (value.isContainerNode() && !value.isEmpty()) {
            throw new IllegalArgumentException("a list in a list: " + value);
        }
        return value.toString();
    }

    static String text(String text) {
        if (BARE.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').appendCodePoint(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(c)) {
                        quoted.appendCodePoint(c);
                    } else {
                        quoted.append("\\U%08X".formatted(c));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
