package aprendiz.model.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tensors that Hugging Face's classes load for a BERT or DistilBERT, by name and shape, as
 * {@code modeling_bert.py} and {@code modeling_distilbert.py} of transformers name them.
 *
 * <p>The trunk's names may carry the class's prefix ({@code bert.}) or not. Old checkpoints call a layer norm's weight
 * and bias gamma and beta. Weights that are tied to the embeddings, and buffers, need not be there.
 */
public final class ExpectedTensors {

    private final ModelConfig config;
    private final SortedMap<String, List<Long>> trunk = new TreeMap<>();
    private final SortedMap<String, List<Long>> head = new TreeMap<>();
    private final SortedMap<String, List<Long>> optional = new TreeMap<>();

    private ExpectedTensors(ModelConfig config) {
        this.config = config;
        switch (config.type()) {
            case BERT -> addBert();
            case DISTILBERT -> addDistilBert();
        }
    }

    /** What the first of its architectures needs; nothing where that is none of the classes known here. */
    public static Optional<ExpectedTensors> of(ModelConfig config) {
        if (config.architectures().isEmpty()) {
            return Optional.empty();
        }
        ExpectedTensors expected = new ExpectedTensors(config);
        boolean known = switch (config.type()) {
            case BERT -> expected.addBertHead(config.architectures().getFirst());
            case DISTILBERT -> expected.addDistilBertHead(config.architectures().getFirst());
        };
        return known ? Optional.of(expected) : Optional.empty();
    }

    /**
     * Compares.
     *
     * @param found name and shape of each tensor of the checkpoint, all shards together
     * @return one sentence for each tensor that is missing, has another shape, or lies in the trunk where the
     *     configuration has no place for it; tensors outside trunk and head are nobody's business
     */
    public List<String> complaints(Map<String, List<Long>> found) {
        SortedMap<String, List<Long>> modern = new TreeMap<>();
        found.forEach((name, shape) -> modern.put(modern(name), shape));
        String prefix = config.type() + ".";
        boolean prefixed = modern.keySet().stream().anyMatch(name -> name.startsWith(prefix));
        SortedMap<String, List<Long>> needed = new TreeMap<>(head);
        trunk.forEach((name, shape) -> needed.put(prefixed ? prefix + name : name, shape));
        SortedMap<String, List<Long>> allowed = new TreeMap<>(needed);
        optional.forEach((name, shape) -> {
            allowed.put(name, shape);
            allowed.put(prefix + name, shape);
        });
        List<String> complaints = new ArrayList<>();
        needed.forEach((name, shape) -> {
            if (!modern.containsKey(name)) {
                complaints.add(
                        "lacks tensor '" + name + "' of shape " + shape + ", which " + architecture() + " needs");
            }
        });
        modern.forEach((name, shape) -> {
            List<Long> right = allowed.get(name);
            if (right != null && !right.equals(shape)) {
                complaints.add("tensor '" + name + "' has shape " + shape + ", but config.json makes it " + right);
            } else if (right == null && isTrunk(name, prefixed ? prefix : "")) {
                complaints.add("tensor '" + name + "' has no place in a trunk as config.json describes it");
            }
        });
        return complaints;
    }

    /** The name of the table that has a row for each token, with or without the class's prefix. */
    public static boolean isWordEmbedding(String name) {
        return name.equals("embeddings.word_embeddings.weight") || name.endsWith(".embeddings.word_embeddings.weight");
    }

    private String architecture() {
        return config.architectures().getFirst();
    }

    private static boolean isTrunk(String name, String prefix) {
        return (name.startsWith(prefix + "embeddings.")
                        || name.startsWith(prefix + "encoder.")
                        || name.startsWith(prefix + "transformer."))
                && !name.endsWith("_ids");
    }

    private static String modern(String name) {
        return name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias");
    }

    private void addBert() {
        long h = config.hiddenSize();
        long wide = config.intermediateSize();
        table("embeddings.word_embeddings", config.vocabSize(), h);
        table("embeddings.position_embeddings", config.maxPositionEmbeddings(), h);
        table("embeddings.token_type_embeddings", config.typeVocabSize(), h);
        norm(trunk, "embeddings.LayerNorm");
        for (int layer = 0; layer < config.numHiddenLayers(); layer++) {
            String name = "encoder.layer." + layer + ".";
            for (String part : List.of("query", "key", "value")) {
                dense(trunk, name + "attention.self." + part, h, h);
            }
            dense(trunk, name + "attention.output.dense", h, h);
            norm(trunk, name + "attention.output.LayerNorm");
            dense(trunk, name + "intermediate.dense", wide, h);
            dense(trunk, name + "output.dense", h, wide);
            norm(trunk, name + "output.LayerNorm");
        }
    }

    private boolean addBertHead(String architecture) {
        long h = config.hiddenSize();
        switch (architecture) {
            case "BertModel" -> dense(optional, "pooler.dense", h, h);
            case "BertForMaskedLM" -> addBertMasks();
            case "BertForPreTraining" -> {
                pooler();
                addBertMasks();
                dense(head, "cls.seq_relationship", 2, h);
            }
            case "BertForNextSentencePrediction" -> {
                pooler();
                dense(head, "cls.seq_relationship", 2, h);
            }
            case "BertForSequenceClassification" -> {
                pooler();
                dense(head, "classifier", labels(), h);
            }
            case "BertForMultipleChoice" -> {
                pooler();
                dense(head, "classifier", 1, h);
            }
            case "BertForTokenClassification" -> dense(head, "classifier", labels(), h);
            case "BertForQuestionAnswering" -> dense(head, "qa_outputs", labels(), h);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void addBertMasks() {
        dense(head, "cls.predictions.transform.dense", config.hiddenSize(), config.hiddenSize());
        norm(head, "cls.predictions.transform.LayerNorm");
        head.put("cls.predictions.bias", List.of((long) config.vocabSize()));
        dense(optional, "cls.predictions.decoder", config.vocabSize(), config.hiddenSize());
    }

    private void pooler() {
        dense(trunk, "pooler.dense", config.hiddenSize(), config.hiddenSize());
    }

    private void addDistilBert() {
        long h = config.hiddenSize();
        long wide = config.intermediateSize();
        table("embeddings.word_embeddings", config.vocabSize(), h);
        table("embeddings.position_embeddings", config.maxPositionEmbeddings(), h);
        norm(trunk, "embeddings.LayerNorm");
        for (int layer = 0; layer < config.numHiddenLayers(); layer++) {
            String name = "transformer.layer." + layer + ".";
            for (String part : List.of("q_lin", "k_lin", "v_lin", "out_lin")) {
                dense(trunk, name + "attention." + part, h, h);
            }
            norm(trunk, name + "sa_layer_norm");
            dense(trunk, name + "ffn.lin1", wide, h);
            dense(trunk, name + "ffn.lin2", h, wide);
            norm(trunk, name + "output_layer_norm");
        }
    }

    private boolean addDistilBertHead(String architecture) {
        long h = config.hiddenSize();
        switch (architecture) {
            case "DistilBertModel" -> {}
            case "DistilBertForMaskedLM" -> {
                dense(head, "vocab_transform", h, h);
                norm(head, "vocab_layer_norm");
                head.put("vocab_projector.bias", List.of((long) config.vocabSize()));
                optional.put("vocab_projector.weight", List.of((long) config.vocabSize(), h));
            }
            case "DistilBertForSequenceClassification" -> {
                dense(head, "pre_classifier", h, h);
                dense(head, "classifier", labels(), h);
            }
            case "DistilBertForMultipleChoice" -> {
                dense(head, "pre_classifier", h, h);
                dense(head, "classifier", 1, h);
            }
            case "DistilBertForTokenClassification" -> dense(head, "classifier", labels(), h);
            case "DistilBertForQuestionAnswering" -> dense(head, "qa_outputs", labels(), h);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Two where the configuration names none, as Hugging Face's classes take it. */
    private long labels() {
        return config.labels().isEmpty() ? 2 : config.numLabels();
    }

    private void table(String name, long rows, long columns) {
        trunk.put(name + ".weight", List.of(rows, columns));
    }

    private static void dense(Map<String, List<Long>> to, String name, long out, long in) {
        to.put(name + ".weight", List.of(out, in));
        to.put(name + ".bias", List.of(out));
    }

    private void norm(Map<String, List<Long>> to, String name) {
        to.put(name + ".weight", List.of((long) config.hiddenSize()));
        to.put(name + ".bias", List.of((long) config.hiddenSize()));
    }

    /** Every tensor that must be there, the trunk's under its prefix. */
    public SortedMap<String, List<Long>> needed() {
        SortedMap<String, List<Long>> all = new TreeMap<>(head);
        trunk.forEach((name, shape) -> all.put(config.type() + "." + name, shape));
        return Collections.unmodifiableSortedMap(all);
    }
}
