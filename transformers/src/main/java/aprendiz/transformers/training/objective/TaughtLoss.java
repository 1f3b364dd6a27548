package aprendiz.transformers.training.objective;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.transformers.network.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a student loses by not answering as its teacher (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural
 * Network", 2015; Sanh et al., "DistilBERT", 2019, section 2):
 *
 * <pre>
 *   soft · T² · KL( softmax(teacher / T) ‖ softmax(student / T) )  +  hard · cross-entropy(student, truth)
 *     +  weight · (1 − cos(teacher's vector, student's vector))
 * </pre>
 *
 * <p>each the mean over a batch, the second over those answers whose truth is known.
 *
 * @param temperature T: more makes more of what the teacher finds improbable
 * @param soft how much the teacher's answers count
 * @param hard how much the truth counts
 * @param match how the vectors behind the answers are compared; empty where they are not
 */
public record TaughtLoss(double temperature, double soft, double hard, Optional<Match> match) {

    /**
     * Vectors that are compared. Where the student's are of another width, a linear layer without bias is learned that
     * makes them as wide as the teacher's (Jiao et al., "TinyBERT", 2020, section 3).
     *
     * @param weight how much it counts
     * @param theirs how many numbers a vector of the teacher has
     * @param ours how many one of the student has
     */
    public record Match(double weight, int theirs, int ours) {}

    /** {@code soft(t, s)}: T² · KL, summed over all but the last dimension, over which it is. */
    private static final String SOFT = """
              def soft(self, t: Tensor, s: Tensor) -> Tensor:
                teacher = torch.softmax(t / {T}, -1)
                student = torch.log_softmax(s / {T}, -1)
                return torch.sum(torch.xlogy(teacher, teacher) - teacher * student) * ({T} * {T})

            """;

    private static final String PROGRAM = """
              # y: [n, width], and the vectors; labels: [n, 1 + width], the truth and what the teacher says, and its vectors
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                teacher = torch.slice(labels, 1, 1, {width} + 1, 1)
                student = torch.slice(y, 1, 0, {width}, 1)
                soft = self.soft(teacher, student) / valid[0]
                hard = torch.cross_entropy_loss(student, self.truth(labels), None, 2, -100) / torch.clamp(valid[1], 1.0)
                return {soft} * soft + {hard} * hard{apart}

              def truth(self, labels: Tensor) -> Tensor:
                return torch.to(torch.select(labels, 1, 0), 4, False, False, None)

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.eq(torch.argmax(torch.slice(y, 1, 0, {width}, 1), 1), self.truth(labels)))

              # sums 1 - cos over the vectors
              def apart(self, y: Tensor, labels: Tensor) -> Tensor:
                ours = torch.slice(y, 1, {width}, {end}, 1)
                theirs = torch.slice(labels, 1, {width} + 1, {end}, 1)
                return torch.sum(1.0 - torch.cosine_similarity(ours, theirs, 1, 1e-8))

              # y: [n, width], x: [n, hidden] -> the answers, with the vectors that are compared beside them
              def beside(self, y: Tensor, x: Tensor, w: List[Tensor]) -> Tensor:
                return {beside}

            """;

    /** @throws Problem of kind INVALID with all that is impossible */
    public TaughtLoss {
        List<Complaint> complaints = new ArrayList<>();
        if (!(temperature > 0 && temperature <= 100)) {
            complaints.add(new Complaint("temperature", temperature + " is not above 0, up to 100"));
        }
        if (!(soft >= 0 && hard >= 0 && soft + hard > 0)) {
            complaints.add(new Complaint("losses", soft + " and " + hard + " must be 0 or more, and not both 0"));
        }
        if (match.isPresent() && !(match.get().weight >= 0)) {
            complaints.add(new Complaint("losses", match.get().weight + " is not 0 or more"));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Impossible settings", complaints);
        }
    }

    /** The teacher's part, from 0 to 1, and the truth's, which is the rest; no vectors. */
    public static TaughtLoss of(double temperature, double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw Problem.invalid(
                    "Impossible settings", List.of(new Complaint("alpha", alpha + " is not from 0 to 1")));
        }
        return new TaughtLoss(temperature, alpha, 1 - alpha, Optional.empty());
    }

    /** The same with vectors that are compared. */
    public TaughtLoss with(Match vectors) {
        return new TaughtLoss(temperature, soft, hard, Optional.of(vectors));
    }

    /** How many numbers of a teacher's vector stand behind its logits. */
    int vector() {
        return match.map(Match::theirs).orElse(0);
    }

    /** What makes the student's vectors as wide as the teacher's, unless they are. */
    List<Parameter> scaffolding() {
        return match.filter(one -> one.ours != one.theirs)
                .map(one -> List.of(new Parameter(
                        "projection.weight", Parameter.Origin.NORMAL, List.of((long) one.theirs, (long) one.ours))))
                .orElse(List.of());
    }

    /** TorchScript with the method {@code soft}. */
    String softly() {
        return SOFT.replace("{T}", Double.toString(temperature));
    }

    /** TorchScript with the methods {@code loss} and {@code right} of an objective, and {@code beside}. */
    String program(int width) {
        String projected = scaffolding().isEmpty() ? "x" : "torch.linear(x, w[len(w) - 1])";
        return (SOFT + PROGRAM)
                .replace(
                        "{apart}",
                        match.map(one -> " + " + one.weight + " * self.apart(y, labels) / valid[0]")
                                .orElse(""))
                .replace("{beside}", match.isEmpty() ? "y" : "torch.cat([y, " + projected + "], 1)")
                .replace("{T}", Double.toString(temperature))
                .replace("{soft}", Double.toString(soft))
                .replace("{hard}", Double.toString(hard))
                .replace("{width}", Integer.toString(width))
                .replace("{end}", Long.toString(Long.MAX_VALUE));
    }
}
