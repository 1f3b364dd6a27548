package aprendiz.transformers.training;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.transformers.network.Computing.Precision;
import aprendiz.transformers.network.Lora;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a training may do differently from the usual.
 *
 * @param pieces in how many pieces a step's texts are computed, one after the other; the step learns from all of them
 *     together, as if it were one, in less memory
 * @param curve how the learning rate falls after the warm-up
 * @param layerDecay what each layer's learning rate is multiplied with, from the top down (Howard and Ruder 2018, section
 *     3.2); 1 for none
 * @param gradual true to begin with the head and let one layer more learn in every epoch, embeddings last (section 3.3)
 * @param adapters low-rank adapters that learn with the head in place of the trunk
 * @param recomputed true to keep no layer's inner values for the gradients, but to compute them twice: less memory, more
 *     time, the same numbers (Chen et al. 2016)
 * @param precision of linear layers and attention; empty for the faster one on this machine
 * @param patience after so many evaluations without a lower validation loss the training ends; 0 for never
 */
public record Method(
        int pieces,
        Curve curve,
        double layerDecay,
        boolean gradual,
        Optional<Lora> adapters,
        boolean recomputed,
        Optional<Precision> precision,
        int patience) {

    /** As Hugging Face's Trainer does without further settings. */
    public static final Method USUAL =
            new Method(1, Curve.LINEAR, 1, false, Optional.empty(), false, Optional.of(Precision.FP32));

    /** How a learning rate falls from its peak to 0. */
    public enum Curve {
        LINEAR,
        /** Half a cosine (Loshchilov and Hutter 2017). */
        COSINE
    }

    /**
     * Checks what can be checked without the rest.
     *
     * @throws Problem of kind INVALID with all that is impossible
     */
    public Method {
        Objects.requireNonNull(curve, "curve");
        Objects.requireNonNull(adapters, "adapters");
        Objects.requireNonNull(precision, "precision");
        List<Complaint> complaints = new ArrayList<>();
        if (pieces < 1) {
            complaints.add(new Complaint("method.pieces", pieces + " is not 1 or more"));
        }
        if (!(layerDecay > 0 && layerDecay <= 1)) {
            complaints.add(new Complaint("method.layer_decay", layerDecay + " is not above 0, up to 1"));
        }
        if (gradual && adapters.isPresent()) {
            complaints.add(new Complaint("method.gradual", "adapters leave the layers frozen for good"));
        }
        if (patience < 0) {
            complaints.add(new Complaint("method.patience", patience + " is not 0 or more"));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Impossible settings", complaints);
        }
    }

    /** One that trains to the end. */
    public Method(
            int pieces,
            Curve curve,
            double layerDecay,
            boolean gradual,
            Optional<Lora> adapters,
            boolean recomputed,
            Optional<Precision> precision) {
        this(pieces, curve, layerDecay, gradual, adapters, recomputed, precision, 0);
    }

    /** With adapters. */
    public Method with(Lora lora) {
        return new Method(pieces, curve, layerDecay, gradual, Optional.of(lora), recomputed, precision, patience);
    }

    /** Every tensor at its full rate from the first step on, and no adapters: for weights that are all new. */
    public Method forNewWeights() {
        return new Method(pieces, curve, 1, false, Optional.empty(), recomputed, precision, patience);
    }

    /** In another precision. */
    public Method with(Precision other) {
        return new Method(pieces, curve, layerDecay, gradual, adapters, recomputed, Optional.of(other), patience);
    }
}
