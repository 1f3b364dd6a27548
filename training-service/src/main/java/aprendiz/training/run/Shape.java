package aprendiz.training.run;

import aprendiz.model.checkpoint.ModelConfig;

/**
 * What a trunk computes for a token, counted as two floating point operations for each multiplication of its matrices.
 *
 * @param layers how many
 * @param hidden the length of a token's vector
 * @param inner the width of the feed-forward part
 * @param vocabulary how many tokens there are
 */
public record Shape(int layers, int hidden, int inner, int vocabulary) {

    private static final int FLOAT = Float.BYTES;

    public static Shape of(ModelConfig config) {
        return new Shape(config.numHiddenLayers(), config.hiddenSize(), config.intermediateSize(), config.vocabSize());
    }

    /** Operations of a forward pass for one token of a text of so many. */
    public double forward(double length) {
        double projections = 8.0 * hidden * hidden;
        double feedForward = 4.0 * hidden * inner;
        double attention = 4.0 * length * hidden;
        return layers * (projections + feedForward + attention);
    }

    /** Operations for one token of a head that says how probable every token of the vocabulary is. */
    public double hiddenWord() {
        return 2.0 * hidden * (hidden + vocabulary);
    }

    /**
     * Bytes that a forward pass keeps for the backward pass, for one token.
     *
     * @param recomputed whether it keeps what enters a layer and no more
     */
    public double kept(boolean recomputed) {
        double ofLayer = (12.0 * hidden + 3.0 * inner) * FLOAT;
        return recomputed ? layers * (double) hidden * FLOAT + ofLayer : layers * ofLayer;
    }
}
