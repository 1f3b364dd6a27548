package aprendiz.transformers.network;

import aprendiz.model.checkpoint.ModelConfig;
import java.util.List;

/** A sort of trunk: token ids go in, a vector for each token comes out. */
public sealed interface Family permits Bert, DistilBert {

    /** The trunk that the config describes; INVALID problem if it is none that is computed here. */
    static Family of(ModelConfig config) {
        return switch (config.type()) {
            case BERT -> new Bert(config);
            case DISTILBERT -> new DistilBert(config);
        };
    }

    ModelConfig config();

    /** What a checkpoint with a head puts before the names of the trunk's tensors. */
    String prefix();

    /** What Hugging Face's classes begin with: {@code Bert}, as in {@code BertForMaskedLM}. */
    String className();

    /** The trunk's tensors: embeddings, words first, then layer by layer. The program takes them in this order. */
    List<Parameter> trunk();

    /** How many tensors, from the first, belong to the embeddings and the first layers. */
    int tensorsUpTo(int layers);

    /**
     * TorchScript with a method
     * {@code hidden(ids, types, mask: int64 [batch, length]; w; train) -> [batch, length, hidden]}, and {@code norm}
     * and {@code activation}, which heads use. {@code w} are the tensors of the whole network.
     *
     * <p>{@code hidden} is {@code embed(ids, types, w; train)}, which takes the embeddings only, and then, for each i,
     * {@code layer_at(i, x, text(mask), w, train)}.
     */
    String program(Computing how);

    /** What the names of a layer's tensors begin with; layers count from 0. */
    String layerPrefix(int layer);

    /** What the parts of a layer are called after that. */
    Encoder.Names layerNames();

    /** How many layers. */
    default int layers() {
        return config().numHiddenLayers();
    }

    /** How many numbers a token's vector has. */
    default int hidden() {
        return config().hiddenSize();
    }

    /** How many tokens a text may have. */
    default int positions() {
        return config().maxPositionEmbeddings();
    }

    /** The token that fills short rows. */
    default int padding() {
        return new Encoder(config()).padding();
    }

    /** The deviation of new weights. */
    default double initializerRange() {
        return config().rest().path("initializer_range").asDouble(0.02);
    }
}
