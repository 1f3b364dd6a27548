package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.training.objective.Example.Labelled;
import java.util.List;
import java.util.Random;

/** One label for a text: the mean cross-entropy, weighted by the labels' weights, as torch's. */
public record OneLabel(List<String> labels, Classes classes) implements Objective<Labelled> {

    private static final String PROGRAM = """
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                return {sum} / valid[0]

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.eq(torch.argmax(y, 1), labels))

            """;

    public OneLabel {
        labels = List.copyOf(labels);
        classes.requireFor(labels.size());
    }

    /** Labels that count alike. */
    public OneLabel(List<String> labels) {
        this(labels, Classes.ALIKE);
    }

    @Override
    public SequenceClassification head() {
        return new SequenceClassification(labels);
    }

    @Override
    public String program() {
        return ANSWERS + PROGRAM.replace("{sum}", classes.crossEntropy("y", "labels"));
    }

    @Override
    public void check(String place, Labelled example) {
        if (example.label() >= labels.size()) {
            throw Objective.unusable(place, "label " + example.label() + ", but there are " + labels.size());
        }
    }

    @Override
    public Prepared prepare(List<Labelled> examples, int padding, Random random) {
        long[] wanted = examples.stream().mapToLong(Labelled::label).toArray();
        double valid = examples.stream()
                .mapToDouble(one -> classes.weight(one.label()))
                .sum();
        return Prepared.of(
                examples.stream().map(Labelled::text).toList(),
                padding,
                Targets.of(new Targets.Labels.Whole(wanted, new Shape(wanted.length)), valid, wanted.length));
    }
}
