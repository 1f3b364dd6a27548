package aprendiz.model.checkpoint;

import java.util.Optional;

/** The architectures that this platform knows, and what each calls its settings in {@code config.json}. */
public enum ModelType {
    BERT(
            "bert",
            "hidden_size",
            "num_hidden_layers",
            "num_attention_heads",
            "intermediate_size",
            "hidden_act",
            "hidden_dropout_prob",
            "attention_probs_dropout_prob",
            "classifier_dropout"),
    DISTILBERT(
            "distilbert",
            "dim",
            "n_layers",
            "n_heads",
            "hidden_dim",
            "activation",
            "dropout",
            "attention_dropout",
            "seq_classif_dropout");

    private final String word;
    final String hiddenSize;
    final String layers;
    final String heads;
    final String intermediateSize;
    final String activation;
    final String hiddenDropout;
    final String attentionDropout;
    final String classifierDropout;

    ModelType(
            String word,
            String hiddenSize,
            String layers,
            String heads,
            String intermediateSize,
            String activation,
            String hiddenDropout,
            String attentionDropout,
            String classifierDropout) {
        this.word = word;
        this.hiddenSize = hiddenSize;
        this.layers = layers;
        this.heads = heads;
        this.intermediateSize = intermediateSize;
        this.activation = activation;
        this.hiddenDropout = hiddenDropout;
        this.attentionDropout = attentionDropout;
        this.classifierDropout = classifierDropout;
    }

    /** The type of that word, if this platform knows it. */
    public static Optional<ModelType> of(String word) {
        for (ModelType one : values()) {
            if (one.word.equals(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The word in {@code model_type}. */
    @Override
    public String toString() {
        return word;
    }
}
