package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.training.objective.Example.Taught;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One label for a text, learned from a teacher (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network",
 * 2015):
 *
 * <pre>
 *   alpha · T² · KL( softmax(teacher / T) ‖ softmax(student / T) )  +  (1 − alpha) · cross-entropy(student, true label)
 * </pre>
 *
 * <p>each the mean over a batch, the second over those whose true label is known.
 *
 * @param temperature T: more makes more of what the teacher finds improbable
 * @param alpha how much the teacher counts, from 0 to 1
 */
public record TaughtLabel(List<String> labels, double temperature, double alpha) implements Objective<Taught> {

    private static final String PROGRAM = """
              # labels: [n, 1 + labels], the true label and the teacher's logits
              def known(self, labels: Tensor) -> Tensor:
                return torch.to(torch.select(labels, 1, 0), 4, False, False, None)

              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                teacher = torch.softmax(torch.slice(labels, 1, 1, {width}, 1) / {T}, 1)
                student = torch.log_softmax(y / {T}, 1)
                soft = torch.sum(torch.xlogy(teacher, teacher) - teacher * student) * ({T} * {T})
                hard = torch.cross_entropy_loss(y, self.known(labels), None, 2, -100)
                return {alpha} * soft / valid[0] + {rest} * hard / torch.clamp(valid[1], 1.0)

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.eq(torch.argmax(y, 1), self.known(labels)))

            """;

    public TaughtLabel {
        labels = List.copyOf(labels);
        List<Complaint> complaints = new ArrayList<>();
        if (!(temperature > 0 && temperature <= 100)) {
            complaints.add(new Complaint("temperature", temperature + " is not above 0, up to 100"));
        }
        if (!(alpha >= 0 && alpha <= 1)) {
            complaints.add(new Complaint("alpha", alpha + " is not from 0 to 1"));
        }
        if (!complaints.isEmpty()) {
            throw Problem.invalid("Impossible settings", complaints);
        }
    }

    @Override
    public SequenceClassification head() {
        return new SequenceClassification(labels);
    }

    @Override
    public String program() {
        return ANSWERS
                + PROGRAM.replace("{width}", Integer.toString(1 + labels.size()))
                        .replace("{T}", Double.toString(temperature))
                        .replace("{alpha}", Double.toString(alpha))
                        .replace("{rest}", Double.toString(1 - alpha));
    }

    @Override
    public void check(String place, Taught example) {
        if (example.label() >= labels.size()) {
            throw Objective.unusable(place, "label " + example.label() + ", but there are " + labels.size());
        }
        if (example.logits().size() != labels.size()) {
            throw Objective.unusable(
                    place, "a teacher of " + example.logits().size() + " labels, but there are " + labels.size());
        }
    }

    @Override
    public Prepared prepare(List<Taught> examples, int padding, Random random) {
        int width = 1 + labels.size();
        float[] wanted = new float[examples.size() * width];
        int at = 0;
        double known = 0;
        for (Taught example : examples) {
            wanted[at++] = example.label();
            known += example.label() == Example.IGNORED ? 0 : 1;
            for (float logit : example.logits()) {
                wanted[at++] = logit;
            }
        }
        return Prepared.of(
                examples.stream().map(Taught::text).toList(),
                padding,
                new Targets(
                        new Targets.Labels.Real(wanted, new Shape(examples.size(), width)),
                        List.of(),
                        List.of((double) examples.size(), known),
                        (long) known));
    }
}
