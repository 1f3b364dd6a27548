package aprendiz.transformers.training;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import java.util.ArrayList;
import java.util.List;

/**
 * How to fine-tune. Names and defaults follow Hugging Face's Trainer where it has them.
 *
 * @param epochs passes over the training part
 * @param batchSize texts in an optimiser step
 * @param maxLength tokens of a text, special ones included; longer texts are cut
 * @param learningRate at its peak, after the warm-up
 * @param headLearningRate peak for the tensors of a new head
 * @param weightDecay decoupled; not applied to biases and layer norms
 * @param warmupRatio part of all steps in which the rate rises from 0; then it falls linearly to 0
 * @param maxGradNorm the global norm that gradients are clipped to
 * @param frozenLayers -1: nothing is frozen; k >= 0: embeddings and the first k encoder layers are; {@link #ALL_LAYERS}:
 *     only the head learns. Where all layers are frozen, the trunk is computed once, without dropout
 * @param evaluationsPerEpoch how often both losses are measured, in evaluation mode at the same steps
 * @param seed of every random choice
 * @param method what is done differently from the usual
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
        long seed,
        Method method) {

    /** For {@code frozenLayers}, whatever the base: only the head learns. */
    public static final int ALL_LAYERS = Integer.MAX_VALUE;

    /**
     * Checks every setting by itself.
     *
     * @throws Problem of kind INVALID with all that is impossible
     */
    public TrainingSettings {
        List<Complaint> complaints = new ArrayList<>();
        check(complaints, epochs >= 1 && epochs <= 10_000, "epochs", epochs, "from 1 to 10000");
        check(complaints, batchSize >= 1 && batchSize <= 4096, "batch_size", batchSize, "from 1 to 4096");
        check(complaints, maxLength >= 3 && maxLength <= 8192, "max_length", maxLength, "from 3 to 8192");
        check(complaints, isRate(learningRate), "learning_rate", learningRate, "from 0 to 1");
        check(complaints, isRate(headLearningRate), "head_learning_rate", headLearningRate, "from 0 to 1");
        check(complaints, isRate(weightDecay), "weight_decay", weightDecay, "from 0 to 1");
        check(complaints, isRate(warmupRatio), "warmup_ratio", warmupRatio, "from 0 to 1");
        check(complaints, maxGradNorm > 0 && maxGradNorm <= 1e9, "max_grad_norm", maxGradNorm, "above 0, up to 1e9");
        check(complaints, frozenLayers >= -1, "frozen_layers", frozenLayers, "-1 for none, or 0 and more");
        check(
                complaints,
                evaluationsPerEpoch >= 1 && evaluationsPerEpoch <= 1000,
                "evaluations_per_epoch",
                evaluationsPerEpoch,
                "from 1 to 1000");
        boolean twice =
                frozenLayers >= 0 && (method.gradual() || method.adapters().isPresent());
        check(complaints, !twice, "frozen_layers", frozenLayers, "-1, as gradual unfreezing and adapters need");
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Impossible settings", complaints);
        }
    }

    /** The usual method. */
    public TrainingSettings(
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
            long seed) {
        this(
                epochs,
                batchSize,
                maxLength,
                learningRate,
                headLearningRate,
                weightDecay,
                warmupRatio,
                maxGradNorm,
                frozenLayers,
                evaluationsPerEpoch,
                seed,
                Method.USUAL);
    }

    /** The same with another method. */
    public TrainingSettings with(Method other) {
        return new TrainingSettings(
                epochs,
                batchSize,
                maxLength,
                learningRate,
                headLearningRate,
                weightDecay,
                warmupRatio,
                maxGradNorm,
                frozenLayers,
                evaluationsPerEpoch,
                seed,
                other);
    }

    private static boolean isRate(double value) {
        return value >= 0 && value <= 1;
    }

    private static void check(List<Complaint> complaints, boolean right, String name, Number value, String range) {
        if (!right) {
            complaints.add(new Complaint("settings." + name, value + " is not " + range));
        }
    }
}
