package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.SequenceClassification.Kind;
import aprendiz.transformers.training.objective.Example.ManyLabelled;
import java.util.List;
import java.util.Random;

/**
 * Any number of labels for a text: the mean binary cross-entropy of all of them. Each is right by itself.
 *
 * @param weights of each label where it holds, against 1 where it does not (torch's {@code pos_weight}); empty for 1
 */
public record ManyLabels(List<String> labels, List<Double> weights) implements Objective<ManyLabelled> {

    private static final String PROGRAM = """
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                return torch.binary_cross_entropy_with_logits(y, labels, None, {weights}, 2) / valid[0]

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.eq(torch.gt(y, 0), torch.gt(labels, 0.5)))

            """;

    public ManyLabels {
        labels = List.copyOf(labels);
        new Classes(0, weights).requireFor(labels.size());
        weights = List.copyOf(weights);
    }

    @Override
    public SequenceClassification head() {
        return new SequenceClassification(labels, Kind.MULTI_LABEL);
    }

    @Override
    public String program() {
        return ANSWERS + PROGRAM.replace("{weights}", new Classes(0, weights).tensor());
    }

    @Override
    public void check(String place, ManyLabelled example) {
        if (example.labels().size() != labels.size()) {
            throw Objective.unusable(
                    place, example.labels().size() + " answers, but there are " + labels.size() + " labels");
        }
    }

    @Override
    public Prepared prepare(List<ManyLabelled> examples, int padding, Random random) {
        float[] wanted = new float[examples.size() * labels.size()];
        int at = 0;
        for (ManyLabelled example : examples) {
            for (boolean holds : example.labels()) {
                wanted[at++] = holds ? 1 : 0;
            }
        }
        Shape shape = new Shape(examples.size(), labels.size());
        return Prepared.of(
                examples.stream().map(ManyLabelled::text).toList(),
                padding,
                Targets.of(new Targets.Labels.Real(wanted, shape), wanted.length, wanted.length));
    }
}
