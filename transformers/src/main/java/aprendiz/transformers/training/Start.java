package aprendiz.transformers.training;

/** Where the weights of a training come from. */
public enum Start {
    /** The trunk from the base, the head new. */
    PRETRAINED,
    /** All new, for comparison. */
    FROM_SCRATCH,
    /** Trunk and head from the base, which must have the very same head: to go on with other data, or in another domain. */
    CONTINUED
}
