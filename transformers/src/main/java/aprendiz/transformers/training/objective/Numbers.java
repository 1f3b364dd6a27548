package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.SequenceClassification.Kind;
import aprendiz.transformers.training.objective.Example.Measured;
import java.util.List;
import java.util.Random;

/**
 * Numbers for a text: the mean squared error. No answer counts as right.
 *
 * @param names of the numbers
 */
public record Numbers(List<String> names) implements Objective<Measured> {

    private static final String PROGRAM = """
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                return torch.mse_loss(y, labels, 2) / valid[0]

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.zeros([1]))

            """;

    public Numbers {
        names = List.copyOf(names);
    }

    @Override
    public SequenceClassification head() {
        return new SequenceClassification(names, Kind.REGRESSION);
    }

    @Override
    public String program() {
        return ANSWERS + PROGRAM;
    }

    @Override
    public void check(String place, Measured example) {
        if (example.numbers().size() != names.size()) {
            throw Objective.unusable(place, example.numbers().size() + " numbers, but the answer has " + names.size());
        }
    }

    @Override
    public Prepared prepare(List<Measured> examples, int padding, Random random) {
        float[] wanted = new float[examples.size() * names.size()];
        int at = 0;
        for (Measured example : examples) {
            for (float number : example.numbers()) {
                wanted[at++] = number;
            }
        }
        Shape shape = new Shape(examples.size(), names.size());
        return Prepared.of(
                examples.stream().map(Measured::text).toList(),
                padding,
                Targets.of(new Targets.Labels.Real(wanted, shape), wanted.length, 0));
    }
}
