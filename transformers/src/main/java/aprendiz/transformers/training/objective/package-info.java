/**
 * What a network can be taught: an {@link aprendiz.transformers.training.objective.Objective} is a head and the loss of
 * its answers, an {@link aprendiz.transformers.training.objective.Example} what it learns from.
 */
package aprendiz.transformers.training.objective;
