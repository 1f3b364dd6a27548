package aprendiz.transformers.training;

/**
 * How to fine-tune. Names and defaults follow Hugging Face's Trainer where it has them.
 *
 * @param epochs passes over the training part
 * @param batchSize texts in an optimiser step
 * @param maxLength tokens of a text, special ones included; longer texts are cut
 * @param learningRate at its peak, after the warm-up
 * @param headLearningRate peak for the new head
 * @param weightDecay decoupled; not applied to biases and layer norms
 * @param warmupRatio part of all steps in which the rate rises from 0; then it falls linearly to 0
 * @param maxGradNorm the global norm that gradients are clipped to
 * @param frozenLayers -1: nothing is frozen; k >= 0: embeddings and the first k encoder layers are
 * @param evaluationsPerEpoch how often both losses are measured, in evaluation mode at the same steps
 * @param seed of every random choice
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        int maxLength,
        double learningRate,
        double headLearningRate,
        double weightDecay,
        double warmupRatio,
        double maxGradNorm,
        int frozenLayers,
        int evaluationsPerEpoch,
        long seed) {}
