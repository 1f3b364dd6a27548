package aprendiz.transformers.export;

import aprendiz.model.Problem;

/**
 * How far an export may be from its original.
 *
 * @param difference of any two logits at most, 0 or more; of embeddings it is not asked
 * @param agreement of the predicted labels at least, from 0 to 1
 * @param cosine of any two embeddings at least, from -1 to 1
 */
public record Bound(double difference, double agreement, double cosine) {

    public Bound {
        if (!(difference >= 0 && agreement >= 0 && agreement <= 1 && cosine >= -1 && cosine <= 1)) {
            throw Problem.invalid(
                    "Bad bound",
                    "difference " + difference + " must be 0 or more, agreement " + agreement + " from 0 to 1, cosine "
                            + cosine + " from -1 to 1");
        }
    }

    /** True of what keeps it. Whatever is not a number does not. */
    public boolean allows(Parity parity) {
        return parity.cosine() == null
                ? parity.difference() <= difference && (parity.agreement() == null || parity.agreement() >= agreement)
                : parity.cosine() >= cosine && Double.isFinite(parity.difference());
    }
}
