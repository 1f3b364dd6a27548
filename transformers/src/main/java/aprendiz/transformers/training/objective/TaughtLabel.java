package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.training.objective.Example.Taught;
import java.util.List;
import java.util.Random;

/** One label for a text, learned from a teacher. The vectors are those of the first token. */
public record TaughtLabel(List<String> labels, TaughtLoss taught) implements Objective<Taught> {

    /** The head's answers beside the vectors that they come from. */
    private static final String BESIDE = """
              def answers(self, x: Tensor, mask: Tensor, places: Tensor, w: List[Tensor], train: bool) -> Tensor:
                return self.beside(self.head(x, mask, w, train), torch.select(x, 1, 0), w)

            """;

    public TaughtLabel {
        labels = List.copyOf(labels);
    }

    @Override
    public SequenceClassification head() {
        return new SequenceClassification(labels);
    }

    @Override
    public List<Parameter> scaffolding() {
        return taught.scaffolding();
    }

    @Override
    public String program() {
        return BESIDE + taught.program(labels.size());
    }

    @Override
    public void check(String place, Taught example) {
        if (example.label() >= labels.size()) {
            throw Objective.unusable(place, "label " + example.label() + ", but there are " + labels.size());
        }
        int wanted = labels.size() + taught.vector();
        if (example.answer().size() != wanted) {
            throw Objective.unusable(
                    place, "a teacher that says " + example.answer().size() + " numbers; it must be " + wanted);
        }
    }

    @Override
    public Prepared prepare(List<Taught> examples, int padding, Random random) {
        int width = 1 + labels.size() + taught.vector();
        float[] wanted = new float[examples.size() * width];
        int at = 0;
        double known = 0;
        for (Taught example : examples) {
            wanted[at++] = example.label();
            known += example.label() == Example.IGNORED ? 0 : 1;
            for (float number : example.answer()) {
                wanted[at++] = number;
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
