package aprendiz.training.run;

import aprendiz.transformers.training.TensorReport;
import java.util.List;

/**
 * How a training went.
 *
 * @param bestStep where the validation loss was lowest: the checkpoint is that one
 * @param seconds of the attempt that ended it
 * @param resumedAt the step that this attempt began at
 * @param tensors what was loaded from the base, made anew, dropped, trained and frozen
 * @param evaluations both losses, at the same steps, in all attempts
 */
public record Training(
        int steps,
        int bestStep,
        double validationLoss,
        double seconds,
        int resumedAt,
        TensorReport tensors,
        List<Progress.Evaluated> evaluations) {

    private static final int PATIENCE = 2;

    public Training {
        evaluations = List.copyOf(evaluations);
    }

    /** True if the validation loss went on rising after the best step while the training loss went on falling. */
    boolean overfits() {
        List<Progress.Evaluated> after =
                evaluations.stream().filter(one -> one.step() >= bestStep).toList();
        if (after.size() <= PATIENCE) {
            return false;
        }
        Progress.Evaluated best = after.getFirst();
        Progress.Evaluated last = after.getLast();
        return last.validationLoss() > best.validationLoss() && last.trainingLoss() < best.trainingLoss();
    }
}
