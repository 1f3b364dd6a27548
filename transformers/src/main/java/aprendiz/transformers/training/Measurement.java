package aprendiz.transformers.training;

/**
 * How well a network does on some examples, in evaluation mode.
 *
 * @param loss the objective's, over all of them
 * @param accuracy part of the answers that are right; not a number where none can be
 */
public record Measurement(double loss, double accuracy) {}
