package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.TokenClassification;
import aprendiz.transformers.training.objective.Example.Tagged;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One label for each token: the mean cross-entropy of the tokens that are not {@link Example#IGNORED}. */
public record TokenLabels(List<String> labels, Classes classes) implements Objective<Tagged> {

    private static final String PROGRAM = """
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                return {sum} / valid[0]

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.eq(torch.argmax(y, 2), labels))

            """;

    public TokenLabels {
        labels = List.copyOf(labels);
        classes.requireFor(labels.size());
    }

    /** Labels that count alike. */
    public TokenLabels(List<String> labels) {
        this(labels, Classes.ALIKE);
    }

    @Override
    public TokenClassification head() {
        return new TokenClassification(labels);
    }

    @Override
    public String program() {
        return ANSWERS
                + PROGRAM.replace(
                        "{sum}", classes.crossEntropy("torch.flatten(y, 0, 1)", "torch.flatten(labels, 0, 1)"));
    }

    @Override
    public void check(String place, Tagged example) {
        for (int label : example.labels()) {
            if (label != Example.IGNORED && (label < 0 || label >= labels.size())) {
                throw Objective.unusable(place, "label " + label + ", but there are " + labels.size());
            }
        }
    }

    @Override
    public Prepared prepare(List<Tagged> examples, int padding, Random random) {
        int length = examples.stream().mapToInt(Tagged::length).max().orElseThrow();
        long[] wanted = new long[examples.size() * length];
        Arrays.fill(wanted, Example.IGNORED);
        double valid = 0;
        long items = 0;
        for (int row = 0; row < examples.size(); row++) {
            int at = row * length;
            for (int label : examples.get(row).labels()) {
                wanted[at++] = label;
                valid += label == Example.IGNORED ? 0 : classes.weight(label);
                items += label == Example.IGNORED ? 0 : 1;
            }
        }
        return Prepared.of(
                examples.stream().map(Tagged::text).toList(),
                padding,
                Targets.of(new Targets.Labels.Whole(wanted, new Shape(examples.size(), length)), valid, items));
    }
}
