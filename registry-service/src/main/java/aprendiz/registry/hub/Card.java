package aprendiz.registry.hub;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The front matter of a README: what a model or data set says of itself.
 *
 * @param data the fields; empty if there are none
 */
record Card(ObjectNode data) {

    static final Card NONE = new Card(JsonNodeFactory.instance.objectNode());

    private static final int LONGEST = 1 << 18;

    /** What is between the first two lines of three dashes. */
    private static Optional<String> frontMatter(String readme) {
        String text = readme.replace("\r\n", "\n");
        if (!text.startsWith("---\n")) {
            return Optional.empty();
        }
        int end = ("\n" + text.substring(4)).indexOf("\n---");
        return end < 0 ? Optional.empty() : Optional.of(text.substring(4, Math.max(4, 4 + end)));
    }

    /** @throws YAMLException that says what is wrong in which line */
    static Card parse(String readme) {
        Optional<String> yaml = frontMatter(readme);
        if (yaml.isEmpty()) {
            return NONE;
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(20);
        options.setNestingDepthLimit(20);
        options.setAllowDuplicateKeys(false);
        Object value = new Yaml(new SafeConstructor(options)).load(yaml.get());
        return switch (Json.MAPPER.<JsonNode>valueToTree(value)) {
            case ObjectNode object -> new Card(object);
            case JsonNode other when other.isNull() || other.isMissingNode() -> NONE;
            case JsonNode other ->
                throw new YAMLException("the front matter must be fields with values, not " + other.getNodeType());
        };
    }

    Optional<String> text(String field) {
        return Optional.ofNullable(data.path(field).textValue());
    }

    /** A field that holds a text or a list of texts. */
    List<String> texts(String field) {
        JsonNode value = data.path(field);
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.textValue());
        }
        value.forEach(item -> {
            if (item.isTextual()) {
                texts.add(item.textValue());
            }
        });
        return texts;
    }
}
