package aprendiz.transformers.training.objective;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import java.util.ArrayList;
import java.util.List;

/**
 * How the classes of a cross-entropy count.
 *
 * @param smoothing what part of the certainty is spread over all labels (Szegedy et al. 2016, section 7)
 * @param weights of each label; empty for 1 each
 */
public record Classes(double smoothing, List<Double> weights) {

    /** All alike, and certain. */
    public static final Classes ALIKE = new Classes(0, List.of());

    /** @throws Problem of kind INVALID with all that is impossible */
    public Classes {
        weights = List.copyOf(weights);
        List<Complaint> complaints = new ArrayList<>();
        if (!(smoothing >= 0 && smoothing < 1)) {
            complaints.add(new Complaint("label_smoothing", smoothing + " is not from 0 to below 1"));
        }
        if (!weights.stream().allMatch(weight -> weight >= 0 && weight <= Float.MAX_VALUE)) {
            complaints.add(new Complaint("class_weights", weights + " are not all 0 or more"));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Impossible settings", complaints);
        }
    }

    /** @throws Problem of kind INVALID if there are weights for another number of labels */
    void requireFor(int labels) {
        if (!weights.isEmpty() && weights.size() != labels) {
            throw Problem.invalid(
                    "Impossible settings",
                    List.of(new Complaint("class_weights", weights.size() + " for " + labels + " labels")));
        }
    }

    /** What a label counts. */
    double weight(int label) {
        return weights.isEmpty() ? 1 : weights.get(label);
    }

    /** The weights in TorchScript. */
    String tensor() {
        return weights.isEmpty() ? "None" : "torch.tensor(" + weights + ")";
    }

    /** The sum of cross-entropies in TorchScript, each label's weighted, those of {@link Example#IGNORED} left out. */
    String crossEntropy(String logits, String labels) {
        return "torch.cross_entropy_loss(" + logits + ", " + labels + ", " + tensor() + ", 2, " + Example.IGNORED + ", "
                + smoothing + ")";
    }
}
