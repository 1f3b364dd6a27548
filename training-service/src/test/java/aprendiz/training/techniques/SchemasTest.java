package aprendiz.training.techniques;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.training.recipe.Goal;
import aprendiz.training.recipe.RecipeReader;
import aprendiz.training.recipe.Technique;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schemas say what the reader reads: the same fields, the same defaults. */
class SchemasTest {

    private final TechniqueResource resource = new TechniqueResource();

    @Test
    void everyTechniqueHasASchema() throws IOException {
        for (String technique : resource.techniques()) {
            JsonNode schema = schema(technique);
            assertThat(schema.at("/properties/technique/const").asText()).isEqualTo(technique);
            assertThat(Technique.of(technique)).isPresent();
        }
        assertThatThrownBy(() -> resource.schema("magic"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("[transfer, distillation, search]");
    }

    @Test
    void defaultsAreThoseOfTheReader() throws IOException {
        assertDefaults("transfer", """
                {"technique": "transfer", "base": "a/b",
                 "data": {"dataset": "d/x", "file": "a.csv", "text": "t", "label": "y"}}
                """);
        assertDefaults("distillation", """
                {"technique": "distillation", "teacher": "a/b",
                 "data": {"dataset": "d/x", "file": "a.csv", "text": "t", "label": "y"}}
                """);
    }

    @Test
    void theSchemaOfASearchSaysWhatTheReaderReads() throws IOException {
        assertDefaults("search", """
                {"technique": "search", "space": {"epochs": [1, 2]},
                 "of": {"technique": "transfer", "base": "a/b",
                        "data": {"dataset": "d/x", "file": "a.csv", "text": "t", "label": "y"}}}
                """);
    }

    private void assertDefaults(String technique, String shortest) throws IOException {
        JsonNode read = RecipeReader.readJson(shortest).toJson();
        for (Default one : defaults(schema(technique), "")) {
            JsonNode value = read.at(one.place);
            if (!value.isMissingNode()) {
                assertThat(value.asText()).as(one.place).isEqualTo(one.value.asText());
            }
        }
        assertFields(read, schema(technique), "");
    }

    /** Every field that the reader knows is in the schema. */
    private static void assertFields(JsonNode read, JsonNode schema, String place) {
        read.fieldNames().forEachRemaining(name -> {
            JsonNode property = schema.path("properties").path(name);
            assertThat(property.isObject()).as(place + "/" + name).isTrue();
            assertThat(property.path("description").asText())
                    .as(place + "/" + name)
                    .isNotBlank();
            boolean ofItsOwn = !property.has("$ref") && !name.equals("space");
            if (read.path(name).isObject() && ofItsOwn) {
                assertFields(read.path(name), property, place + "/" + name);
            }
        });
    }

    /** And every field that is in the schema the reader knows, if perhaps not together with the others. */
    @Test
    void knowsEveryField() throws IOException {
        for (String technique : resource.techniques()) {
            for (String place : places(schema(technique), "")) {
                assertThat(complaints(technique, place))
                        .as(technique + place)
                        .noneMatch(message -> message.contains("is no field here"));
            }
        }
    }

    private static List<String> complaints(String technique, String place) {
        com.fasterxml.jackson.databind.node.ObjectNode recipe =
                Json.MAPPER.createObjectNode().put("technique", technique);
        String[] names = place.substring(1).split("/", -1);
        com.fasterxml.jackson.databind.node.ObjectNode at = recipe;
        for (int i = 0; i < names.length - 1; i++) {
            at = at.withObject("/" + names[i]);
        }
        if (!at.has(names[names.length - 1])) {
            at.putNull(names[names.length - 1]);
        }
        try {
            RecipeReader.read(recipe);
            return List.of();
        } catch (Problem problem) {
            return problem.complaints().stream().map(Problem.Complaint::message).toList();
        }
    }

    @Test
    void namesEveryTask() throws IOException {
        List<String> tasks = new ArrayList<>();
        schema("transfer").at("/properties/task/enum").forEach(one -> tasks.add(one.asText()));
        assertThat(tasks)
                .isEqualTo(Arrays.stream(Goal.values()).map(Goal::toString).toList());
    }

    private record Default(String place, JsonNode value) {}

    private static List<Default> defaults(JsonNode schema, String place) {
        List<Default> all = new ArrayList<>();
        schema.path("properties").properties().forEach(entry -> {
            if (entry.getValue().has("default")) {
                all.add(new Default(
                        place + "/" + entry.getKey(), entry.getValue().path("default")));
            }
            all.addAll(defaults(entry.getValue(), place + "/" + entry.getKey()));
        });
        return all;
    }

    private static List<String> places(JsonNode schema, String place) {
        List<String> all = new ArrayList<>();
        schema.path("properties").properties().forEach(entry -> {
            all.add(place + "/" + entry.getKey());
            all.addAll(places(entry.getValue(), place + "/" + entry.getKey()));
        });
        return all;
    }

    private JsonNode schema(String technique) throws IOException {
        return Json.parse(resource.schema(technique).getBytes(StandardCharsets.UTF_8), technique, JsonNode.class);
    }
}
