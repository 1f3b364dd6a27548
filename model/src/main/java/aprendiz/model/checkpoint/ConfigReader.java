package aprendiz.model.checkpoint;

import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Takes the known fields out of a {@code config.json}, one by one; what is left is the rest. */
final class ConfigReader {

    private final ObjectNode left;
    private final Complaints complaints = new Complaints(Checkpoint.CONFIG);

    ConfigReader(ObjectNode json) {
        this.left = json.deepCopy();
    }

    ModelConfig read() {
        String word = text("model_type", "");
        ModelType type = ModelType.of(word)
                .orElseThrow(() -> Problem.invalid(
                        "Unknown architecture",
                        Checkpoint.CONFIG + ": model_type: '" + word + "' is not one of "
                                + List.of(ModelType.values())));
        boolean bert = type == ModelType.BERT;
        List<String> architectures = architectures();
        List<String> labels = labels();
        int hiddenSize = whole(type.hiddenSize);
        int layers = whole(type.layers);
        int heads = whole(type.heads);
        int intermediateSize = whole(type.intermediateSize);
        int vocabSize = whole("vocab_size");
        int positions = whole("max_position_embeddings");
        int tokenTypes = !bert ? 0 : left.has("type_vocab_size") ? whole("type_vocab_size") : 2;
        double layerNormEps = bert ? fraction("layer_norm_eps", 1e-12) : 1e-12;
        String activation = text(type.activation, "gelu");
        double hiddenDropout = fraction(type.hiddenDropout, 0.1);
        double attentionDropout = fraction(type.attentionDropout, 0.1);
        Double classifierDropout = fraction(type.classifierDropout, bert ? null : Double.valueOf(0.2));
        complaints.end("Bad configuration");
        return new ModelConfig(
                type,
                architectures,
                labels,
                hiddenSize,
                layers,
                heads,
                intermediateSize,
                vocabSize,
                positions,
                tokenTypes,
                layerNormEps,
                activation,
                hiddenDropout,
                attentionDropout,
                classifierDropout,
                left);
    }

    private int whole(String field) {
        JsonNode node = left.remove(field);
        if (node == null || !node.isIntegralNumber() || !node.canConvertToInt()) {
            complaints.unless(false, field, node == null ? "nothing" : node, "a whole number");
            return 0;
        }
        return node.intValue();
    }

    private Double fraction(String field, Double ifAbsent) {
        JsonNode node = left.remove(field);
        if (node == null || node.isNull()) {
            return ifAbsent;
        }
        if (!node.isNumber()) {
            complaints.unless(false, field, node, "a number");
            return 0.0;
        }
        return node.doubleValue();
    }

    private String text(String field, String ifAbsent) {
        JsonNode node = left.remove(field);
        if (node == null || node.isNull()) {
            return ifAbsent;
        }
        if (!node.isTextual()) {
            complaints.unless(false, field, node, "a text");
            return ifAbsent;
        }
        return node.textValue();
    }

    private List<String> architectures() {
        JsonNode node = left.remove("architectures");
        List<String> names = new ArrayList<>();
        if (node == null || node.isNull()) {
            return names;
        }
        for (JsonNode name : node) {
            names.add(name.asText());
            complaints.unless(name.isTextual(), "architectures", name, "a text");
        }
        complaints.unless(node.isArray(), "architectures", node, "a list");
        return names;
    }

    /** The labels by their numbers, which are texts in JSON and must count from 0 without a gap. */
    private List<String> labels() {
        JsonNode id2label = left.remove("id2label");
        JsonNode label2id = left.remove("label2id");
        List<String> labels = new ArrayList<>();
        if (id2label == null || id2label.isNull()) {
            return labels;
        }
        complaints.unless(id2label.isObject(), "id2label", id2label, "an object");
        for (int id = 0; id < id2label.size(); id++) {
            JsonNode label = id2label.get(String.valueOf(id));
            if (label == null || !label.isTextual()) {
                complaints.add("id2label", "no text for '" + id + "', though there are " + id2label.size() + " labels");
                return labels;
            }
            labels.add(label.textValue());
            JsonNode back = label2id == null ? null : label2id.get(label.textValue());
            if (back != null && back.asInt(-1) != id) {
                complaints.unless(false, "label2id", back, id + ", as id2label says");
            }
        }
        return labels;
    }
}
