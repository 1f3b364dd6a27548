package aprendiz.transformers.network;

import aprendiz.model.checkpoint.ModelConfig;
import java.util.List;

/** A sort of trunk: token ids go in, a vector for each token comes out. */
public sealed interface Family permits Bert {

    /** The trunk that the config describes; INVALID problem if it is none that is computed here. */
    static Family of(ModelConfig config) {
        return switch (config.type()) {
            case BERT, DISTILBERT -> new Bert(config);
        };
    }

    ModelConfig config();

    /** What a checkpoint with a head puts before the names of the trunk's tensors. */
    String prefix();

    /** The trunk's tensors: embeddings, then layer by layer. The program takes them in this order. */
    List<Parameter> trunk();

    /** How many tensors, from the first, belong to the embeddings and the first layers. */
    int tensorsUpTo(int layers);

    /** How many layers. */
    int layers();

    /** How many numbers a token's vector has. */
    int hidden();

    /** How many tokens a text may have. */
    int positions();

    /** The token that fills short rows. */
    int padding();

    /** The deviation of new weights. */
    double initializerRange();

    /**
     * TorchScript with a method
     * {@code hidden(ids, types, mask: int64 [batch, length]; w; train) -> [batch, length, hidden]}.
     */
    String program();
}
