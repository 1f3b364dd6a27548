package aprendiz.training.subjects;

import aprendiz.model.Json;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.NewCheckpoint;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A BERT so small that it learns a handful of words in a second. */
public final class TinyBase {

    public static final List<String> WORDS = List.of(
            "the", "a", "room", "bed", "staff", "view", "was", "is", "clean", "dirty", "loud", "quiet", "very", "not",
            "ana", "luis", "madrid", "lima", "met", "in", "who", "where", "?", ".");

    private TinyBase() {}

    /** @param architecture its class, {@code BertModel} for a bare trunk */
    public static Path write(Path folder, String architecture, List<String> labels, int layers) throws IOException {
        return write(folder, architecture, labels, layers, 3);
    }

    /** One with weights of its own. */
    public static Path write(Path folder, String architecture, List<String> labels, int layers, long seed)
            throws IOException {
        ObjectNode json = Json.parse("""
            {"model_type": "bert", "hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64,
             "vocab_size": 40, "max_position_embeddings": 64, "type_vocab_size": 2, "layer_norm_eps": 1e-12,
             "hidden_act": "gelu", "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
            """.getBytes(StandardCharsets.UTF_8), "config", ObjectNode.class);
        json.put("num_hidden_layers", layers);
        NewCheckpoint.write(folder, ModelConfig.of(json).withHead(architecture, labels), seed);
        List<String> vocabulary = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        vocabulary.addAll(WORDS);
        Files.write(folder.resolve("vocab.txt"), vocabulary);
        Files.write(folder.resolve("tokenizer.json"), Tokenizer.json(folder));
        return folder;
    }
}
