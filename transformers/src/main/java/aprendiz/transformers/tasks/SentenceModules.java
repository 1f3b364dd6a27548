package aprendiz.transformers.tasks;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How sentence-transformers makes one vector of a text, by the files that it puts beside a checkpoint; mean pooling where
 * there are none.
 *
 * @param maxLength tokens that a text may have, if it says; else a great number
 * @param lowerCase true if texts are put in lower case first
 * @param prompts by name, what is put before a text
 * @param defaultPrompt the name of the one that is used unless another is asked for; empty for none
 */
record SentenceModules(
        Pooling pooling,
        boolean normalized,
        int maxLength,
        boolean lowerCase,
        Map<String, String> prompts,
        String defaultPrompt) {

    static SentenceModules read(Path folder) {
        try {
            JsonNode modules = read(folder, "modules.json");
            JsonNode words = read(folder, "sentence_bert_config.json");
            JsonNode rest = read(folder, "config_sentence_transformers.json");
            Pooling pooling = Pooling.USUAL;
            boolean normalized = false;
            for (JsonNode module : modules) {
                String type = module.path("type").asText();
                switch (type.substring(type.lastIndexOf('.') + 1)) {
                    case "Transformer" -> {}
                    case "Pooling" ->
                        pooling = pooling(folder, module.path("path").asText());
                    case "Normalize" -> normalized = true;
                    default ->
                        throw Problem.invalid(
                                "Unknown module",
                                folder.resolve("modules.json") + ": " + Problem.quoted(type)
                                        + " is not Transformer, Pooling or Normalize");
                }
            }
            Map<String, String> prompts = new LinkedHashMap<>();
            rest.path("prompts")
                    .properties()
                    .forEach(prompt ->
                            prompts.put(prompt.getKey(), prompt.getValue().asText()));
            return new SentenceModules(
                    pooling,
                    normalized,
                    words.path("max_seq_length").asInt(Integer.MAX_VALUE),
                    words.path("do_lower_case").asBoolean(false),
                    prompts,
                    rest.path("default_prompt_name").asText("").replace("null", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pooling pooling(Path folder, String path) throws IOException {
        String name = path + "/config.json";
        if (!folder.resolve(name).normalize().startsWith(folder.normalize())) {
            throw Problem.invalid(
                    "Bad module", folder.resolve("modules.json") + ": path: " + Problem.quoted(path) + " leads out");
        }
        JsonNode json = Json.read(folder.resolve(name), JsonNode.class);
        if (!json.path("include_prompt").asBoolean(true)) {
            throw Problem.invalid(
                    "Bad pooling", folder.resolve(name) + ": include_prompt: false is not supported; set it to true");
        }
        return Pooling.of(json, folder.resolve(name).toString());
    }

    private static JsonNode read(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Json.read(file, JsonNode.class) : JsonNodeFactory.instance.objectNode();
    }

    /** What is put before a text, by its name. */
    String prompt(String name) {
        String prompt = prompts.get(name);
        if (prompt == null) {
            throw Problem.invalid("Unknown prompt", Problem.quoted(name) + " is not one of " + prompts.keySet());
        }
        return prompt;
    }

    /** What is put before a text unless something else is asked for. */
    String usualPrompt() {
        return defaultPrompt.isEmpty() ? "" : prompt(defaultPrompt);
    }
}
