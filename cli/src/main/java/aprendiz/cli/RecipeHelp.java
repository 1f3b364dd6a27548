package aprendiz.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a recipe may say, out of its JSON Schema: a row for each field. */
final class RecipeHelp {

    private final JsonNode schema;
    private final Shown shown;

    RecipeHelp(JsonNode schema, Shown shown) {
        this.schema = schema;
        this.shown = shown;
    }

    void show() {
        if (shown.json) {
            shown.json(schema);
            return;
        }
        shown.line(
                "%s: %s",
                schema.at("/properties/technique/const").asText(),
                schema.path("title").asText());
        shown.line("");
        List<List<String>> rows = new ArrayList<>();
        add(rows, schema, "");
        shown.table(List.of("FIELD", "IF LEFT OUT", "WHAT IT IS"), rows);
    }

    private static void add(List<List<String>> rows, JsonNode object, String indent) {
        List<String> needed = new ArrayList<>();
        object.path("required").forEach(name -> needed.add(name.asText()));
        object.path("properties").properties().forEach(entry -> {
            JsonNode field = entry.getValue();
            String fallback = needed.contains(entry.getKey())
                    ? "(needed)"
                    : field.path("default").asText("");
            rows.add(List.of(
                    indent + entry.getKey(), fallback, field.path("description").asText() + choices(field)));
            add(rows, field, indent + "  ");
        });
    }

    private static String choices(JsonNode field) {
        List<String> words = new ArrayList<>();
        field.path("enum").forEach(word -> words.add(word.asText()));
        return words.isEmpty() ? "" : ": " + String.join(", ", words);
    }
}
