package aprendiz.journey.bench;

import aprendiz.model.Json;
import aprendiz.model.checkpoint.ModelConfig;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Sizes of networks that are measured, with new weights. */
public enum Architecture {
    /** 67 million parameters; {@code distilbert-base-uncased} is such a one. */
    DISTILBERT("DistilBERT 6x768", """
        {
          "model_type": "distilbert", "architectures": ["DistilBertForSequenceClassification"],
          "dim": 768, "n_layers": 6, "n_heads": 12, "hidden_dim": 3072, "vocab_size": 30522,
          "max_position_embeddings": 512, "activation": "gelu", "dropout": 0.1, "attention_dropout": 0.1,
          "seq_classif_dropout": 0.2, "initializer_range": 0.02, "pad_token_id": 0
        }
        """),

    /** 23 million parameters; all-MiniLM-L6-v2, the first base of the platform, is such a one. */
    MINILM("MiniLM 6x384", """
        {
          "model_type": "bert", "architectures": ["BertForSequenceClassification"],
          "hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536,
          "vocab_size": 30522, "max_position_embeddings": 512, "type_vocab_size": 2, "hidden_act": "gelu",
          "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "layer_norm_eps": 1e-12,
          "initializer_range": 0.02, "pad_token_id": 0
        }
        """);

    private final String title;
    private final String json;

    Architecture(String title, String json) {
        this.title = title;
        this.json = json;
    }

    public ModelConfig config() {
        return ModelConfig.of(toJson());
    }

    public ObjectNode toJson() {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8), title, ObjectNode.class);
    }

    /**
     * Floating-point operations of the trunk's forward pass, in its matrix products only.
     *
     * <p>For each token and layer: query, key, value and output 8 h^2, feed-forward 4 h f, attention 4 length h. A
     * training step takes three times that: backwards there are two products for each.
     */
    double forward(int rows, int length) {
        ModelConfig config = config();
        double h = config.hiddenSize();
        double f = config.intermediateSize();
        return (double) rows * length * config.numHiddenLayers() * (8 * h * h + 4 * h * f + 4 * length * h);
    }

    @Override
    public String toString() {
        return title;
    }
}
