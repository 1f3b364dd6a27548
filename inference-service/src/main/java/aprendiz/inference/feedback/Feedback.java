package aprendiz.inference.feedback;

import aprendiz.model.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody says of an answer: a true label or a reward.
 *
 * @param id as the header {@code X-Aprendiz-Prediction} gave it
 * @param input which of the request's inputs, from 0; the first if missing
 * @param label the true one; null for a reward
 * @param reward null for a label
 * @param by who says it; may be missing
 */
public record Feedback(String id, Integer input, String label, Double reward, String by) {

    private static final int LONGEST = 200;
    private static final int MOST_INPUTS = 100_000;

    public Feedback {
        List<Problem.Complaint> complaints = new ArrayList<>();
        if (id == null || id.isBlank()) {
            complaints.add(new Problem.Complaint("id", "is missing: send what X-Aprendiz-Prediction said"));
        }
        if ((label == null) == (reward == null)) {
            complaints.add(new Problem.Complaint("label", "give a label or a reward, one of the two"));
        }
        if (label != null && (label.isBlank() || label.length() > LONGEST)) {
            complaints.add(new Problem.Complaint("label", "must have from 1 to " + LONGEST + " characters"));
        }
        if (by != null && by.length() > LONGEST) {
            complaints.add(new Problem.Complaint("by", "must have at most " + LONGEST + " characters"));
        }
        if (reward != null && !Double.isFinite(reward)) {
            complaints.add(new Problem.Complaint("reward", "must be a number"));
        }
        if (input != null && (input < 0 || input > MOST_INPUTS)) {
            complaints.add(new Problem.Complaint("input", input + " is not from 0 to " + MOST_INPUTS));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Bad feedback", complaints);
        }
        input = input == null ? 0 : input;
    }
}
