package aprendiz.model.checkpoint;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * What {@code config.json} says of a BERT or DistilBERT, under one set of names.
 *
 * @param type which of the two
 * @param architectures classes of Hugging Face's library that the weights fit, {@code BertForSequenceClassification}
 * @param labels in the order of the logits; empty where the file names none
 * @param hiddenSize length of a token's vector, a multiple of numAttentionHeads
 * @param numHiddenLayers encoder layers
 * @param numAttentionHeads heads in each layer
 * @param intermediateSize width of the feed-forward layers
 * @param vocabSize tokens
 * @param maxPositionEmbeddings longest input, in tokens
 * @param typeVocabSize token types; 0 for DistilBERT, which has none
 * @param layerNormEps added to the variance
 * @param hiddenAct activation of the feed-forward layers
 * @param hiddenDropout probability, in training, after embeddings and layers
 * @param attentionDropout probability, in training, of attention weights
 * @param classifierDropout probability, in training, before the head; null to use hiddenDropout
 * @param rest every other field of the file, kept as it was
 */
public record ModelConfig(
        ModelType type,
        List<String> architectures,
        List<String> labels,
        int hiddenSize,
        int numHiddenLayers,
        int numAttentionHeads,
        int intermediateSize,
        int vocabSize,
        int maxPositionEmbeddings,
        int typeVocabSize,
        double layerNormEps,
        String hiddenAct,
        double hiddenDropout,
        double attentionDropout,
        Double classifierDropout,
        ObjectNode rest) {

    public ModelConfig {
        architectures = List.copyOf(architectures);
        labels = List.copyOf(labels);
        rest = rest.deepCopy();
        Complaints complaints = new Complaints(Checkpoint.CONFIG);
        complaints.unless(hiddenSize > 0, type.hiddenSize, hiddenSize, "at least 1");
        complaints.unless(numHiddenLayers > 0, type.layers, numHiddenLayers, "at least 1");
        complaints.unless(numAttentionHeads > 0, type.heads, numAttentionHeads, "at least 1");
        complaints.unless(
                numAttentionHeads < 1 || hiddenSize % numAttentionHeads == 0,
                type.hiddenSize,
                hiddenSize,
                "a multiple of " + type.heads + ", " + numAttentionHeads);
        complaints.unless(intermediateSize > 0, type.intermediateSize, intermediateSize, "at least 1");
        complaints.unless(vocabSize > 0, "vocab_size", vocabSize, "at least 1");
        complaints.unless(maxPositionEmbeddings > 0, "max_position_embeddings", maxPositionEmbeddings, "at least 1");
        complaints.unless(typeVocabSize >= 0, "type_vocab_size", typeVocabSize, "at least 0");
        complaints.unless(layerNormEps > 0 && layerNormEps < 1, "layer_norm_eps", layerNormEps, "between 0 and 1");
        complaints.unless(!hiddenAct.isBlank(), type.activation, hiddenAct, "a name");
        complaints.unless(isDropout(hiddenDropout), type.hiddenDropout, hiddenDropout, "from 0 to below 1");
        complaints.unless(isDropout(attentionDropout), type.attentionDropout, attentionDropout, "from 0 to below 1");
        complaints.unless(
                classifierDropout == null || isDropout(classifierDropout),
                type.classifierDropout,
                classifierDropout,
                "from 0 to below 1");
        complaints.unless(new HashSet<>(labels).size() == labels.size(), "id2label", labels, "labels that differ");
        complaints.unless(labels.stream().noneMatch(String::isBlank), "id2label", labels, "labels that are not blank");
        complaints.end("Impossible configuration");
    }

    /**
     * Reads a file.
     *
     * @throws Problem of kind INVALID that names every field that is missing or impossible
     */
    public static ModelConfig read(Path file) throws IOException {
        return of(Json.read(file, ObjectNode.class));
    }

    /**
     * Reads the content of a {@code config.json}; the node is not changed.
     *
     * @throws Problem of kind INVALID that names every field that is missing or impossible
     */
    public static ModelConfig of(ObjectNode json) {
        return new ConfigReader(json).read();
    }

    /** Writes or replaces a file, whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, Json.pretty(toJson()));
    }

    /** The same trunk under another head: {@code withHead("BertForSequenceClassification", labels)}. */
    public ModelConfig withHead(String architecture, List<String> newLabels) {
        return new ModelConfig(
                type,
                List.of(architecture),
                newLabels,
                hiddenSize,
                numHiddenLayers,
                numAttentionHeads,
                intermediateSize,
                vocabSize,
                maxPositionEmbeddings,
                typeVocabSize,
                layerNormEps,
                hiddenAct,
                hiddenDropout,
                attentionDropout,
                classifierDropout,
                rest);
    }

    /** The content of {@code config.json}, under the names that this type uses; the caller's to change. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode classes = json.putArray("architectures");
        architectures.forEach(classes::add);
        json.put("model_type", type.toString());
        if (!labels.isEmpty()) {
            ObjectNode id2label = json.putObject("id2label");
            ObjectNode label2id = json.putObject("label2id");
            for (int id = 0; id < labels.size(); id++) {
                id2label.put(String.valueOf(id), labels.get(id));
                label2id.put(labels.get(id), id);
            }
        }
        json.put(type.hiddenSize, hiddenSize);
        json.put(type.layers, numHiddenLayers);
        json.put(type.heads, numAttentionHeads);
        json.put(type.intermediateSize, intermediateSize);
        json.put("vocab_size", vocabSize);
        json.put("max_position_embeddings", maxPositionEmbeddings);
        switch (type) {
            case BERT -> json.put("type_vocab_size", typeVocabSize).put("layer_norm_eps", layerNormEps);
            case DISTILBERT -> {}
        }
        json.put(type.activation, hiddenAct);
        json.put(type.hiddenDropout, hiddenDropout);
        json.put(type.attentionDropout, attentionDropout);
        json.put(type.classifierDropout, classifierDropout);
        json.setAll(rest);
        return json;
    }

    /** A copy: fields in it may be changed without changing this. */
    @Override
    public ObjectNode rest() {
        return rest.deepCopy();
    }

    /** How many labels a head for them has. */
    public int numLabels() {
        return labels.size();
    }

    private static boolean isDropout(double probability) {
        return probability >= 0 && probability < 1;
    }
}
