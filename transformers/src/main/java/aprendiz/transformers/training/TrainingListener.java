package aprendiz.transformers.training;

/** Hears how a training goes, on its thread. */
public interface TrainingListener {

    /** @param resumedAt the step that a saved state continued from; 0 for a fresh start */
    default void started(int steps, int resumedAt, TensorReport tensors) {}

    /** After every optimiser step; steps count from 1. */
    default void stepped(int step, int steps, double loss, double learningRate) {}

    /**
     * Both losses in evaluation mode at the same step: the training one on a fixed sample of at most 256 examples.
     *
     * @param accuracy part of the validation answers that are right; not a number where answers are numbers
     */
    default void evaluated(int step, double epoch, double trainingLoss, double validationLoss, double accuracy) {}

    /** Asked between steps; true ends the training with a {@link java.util.concurrent.CancellationException}. */
    default boolean cancelled() {
        return false;
    }
}
