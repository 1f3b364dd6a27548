package aprendiz.transformers.training;

/**
 * What a finished training says of itself.
 *
 * @param steps optimiser steps done
 * @param bestStep where the validation loss was lowest: the checkpoint written is that one
 * @param validationLoss there
 */
public record Outcome(int steps, int bestStep, double validationLoss, TensorReport tensors) {}
