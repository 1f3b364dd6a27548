package aprendiz.transformers.training.objective;

/** What a teacher says of examples, kept outside of memory. Its text tells it from any other. */
@FunctionalInterface
public interface Told {

    /**
     * What it says of one example.
     *
     * @param example counts from 0
     * @return for each token that it was asked about the logits and then, where vectors are compared, the vector
     */
    float[] of(int example);
}
