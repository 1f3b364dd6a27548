package aprendiz.inference.huggingface;

import aprendiz.inference.asking.Classify;
import aprendiz.inference.asking.TooLarge;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.TextClassification.Function;
import aprendiz.transformers.tasks.TextClassification.Options;
import aprendiz.transformers.text.Text;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * What a client asks.
 *
 * @param texts one or more
 * @param topK how many labels it wants for each text; null for all
 * @param scoring how logits become scores
 */
record ClassificationRequest(List<String> texts, Integer topK, Function scoring) {

    private static final ObjectReader JSON = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> PARAMETERS = Set.of("top_k", "function_to_apply");

    /**
     * Reads {@code {"inputs": "text" | ["text", ...], "parameters": {"top_k": 2, "function_to_apply": "softmax"}}}.
     *
     * @throws Problem of kind INVALID that names the field
     * @throws TooLarge when there are more texts than that
     */
    static ClassificationRequest parse(byte[] body, int maxTexts) {
        JsonNode root = read(body);
        JsonNode inputs = root.path("inputs");
        JsonNode parameters = root.path("parameters");
        if (!root.isObject() || inputs.isMissingNode()) {
            throw invalid("inputs", "is missing: send {\"inputs\": \"text\"} or {\"inputs\": [\"text\", ...]}");
        }
        return new ClassificationRequest(texts(inputs, maxTexts), topK(parameters), scoring(parameters));
    }

    Classify query() {
        Options options = new Options(topK == null ? Integer.MAX_VALUE : topK, scoring);
        return new Classify(texts.stream().map(Text::of).toList(), options);
    }

    private static JsonNode read(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw Problem.invalid("Not UTF-8", "the body is not UTF-8");
        } catch (JsonProcessingException e) {
            throw Problem.invalid("Not JSON", "the body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static List<String> texts(JsonNode inputs, int maxTexts) {
        if (inputs.isTextual()) {
            return List.of(text("inputs", inputs));
        }
        if (!inputs.isArray() || inputs.isEmpty()) {
            throw invalid("inputs", "must be a text or a list of at least one");
        }
        if (inputs.size() > maxTexts) {
            throw new TooLarge("inputs: " + inputs.size() + " texts in one request; at most " + maxTexts
                    + " are taken, send them in several");
        }
        List<String> texts = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            texts.add(text("inputs[" + i + "]", inputs.get(i)));
        }
        return texts;
    }

    private static String text(String field, JsonNode node) {
        if (!node.isTextual()) {
            throw invalid(field, "must be a text");
        }
        String text = node.textValue();
        if (text.isBlank()) {
            throw invalid(field, "is empty");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw invalid(field, "holds half a surrogate pair, which is no character");
        }
        return text;
    }

    private static Integer topK(JsonNode parameters) {
        check(parameters);
        JsonNode topK = parameters.path("top_k");
        if (topK.isMissingNode() || topK.isNull()) {
            return null;
        }
        if (!topK.canConvertToInt() || !topK.isIntegralNumber() || topK.intValue() < 1) {
            throw invalid("parameters.top_k", "must be a whole number from 1");
        }
        return topK.intValue();
    }

    private static Function scoring(JsonNode parameters) {
        JsonNode function = parameters.path("function_to_apply");
        if (function.isMissingNode() || function.isNull()) {
            return Function.DEFAULT;
        }
        return switch (function.asText()) {
            case "softmax" -> Function.SOFTMAX;
            case "sigmoid" -> Function.SIGMOID;
            case "none" -> Function.NONE;
            default -> throw invalid("parameters.function_to_apply", "must be softmax, sigmoid or none");
        };
    }

    private static void check(JsonNode parameters) {
        if (parameters.isMissingNode() || parameters.isNull()) {
            return;
        }
        if (!parameters.isObject()) {
            throw invalid("parameters", "must be an object");
        }
        for (Iterator<String> names = parameters.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!PARAMETERS.contains(name)) {
                throw invalid("parameters." + name, "is not known; there are top_k and function_to_apply");
            }
        }
    }

    private static Problem invalid(String field, String complaint) {
        return Problem.invalid("Bad request", List.of(new Problem.Complaint(field, complaint)));
    }
}
