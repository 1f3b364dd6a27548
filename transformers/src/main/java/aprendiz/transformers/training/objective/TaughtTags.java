package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.Parameter;
import aprendiz.transformers.network.TokenClassification;
import aprendiz.transformers.training.objective.Example.TaughtTagged;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One label for each word, learned from a teacher: only the tokens that begin a word count, as they do in use. */
public record TaughtTags(List<String> labels, TaughtLoss taught, Told told) implements Objective<TaughtTagged> {

    private static final String AT_PLACES = """
              def answers(self, x: Tensor, mask: Tensor, places: Tensor, w: List[Tensor], train: bool) -> Tensor:
                x = torch.index_select(torch.flatten(x, 0, 1), 0, places)
                return self.beside(self.head(x, mask, w, train), x, w)

            """;

    public TaughtTags {
        labels = List.copyOf(labels);
    }

    @Override
    public TokenClassification head() {
        return new TokenClassification(labels);
    }

    @Override
    public List<Parameter> scaffolding() {
        return taught.scaffolding();
    }

    @Override
    public String program() {
        return AT_PLACES + taught.program(labels.size());
    }

    @Override
    public Prepared prepare(List<TaughtTagged> examples, int padding, Random random) {
        int length = examples.stream().mapToInt(Example::length).max().orElseThrow();
        int says = labels.size() + taught.vector();
        int words = examples.stream().mapToInt(one -> one.words().size()).sum();
        float[] wanted = new float[words * (1 + says)];
        List<Long> places = new ArrayList<>();
        double known = 0;
        for (int row = 0; row < examples.size(); row++) {
            TaughtTagged example = examples.get(row);
            float[] answers = told.of(example.answer());
            for (int word = 0; word < example.words().size(); word++) {
                int token = example.words().get(word);
                int label = example.sentence().labels().get(token);
                int at = places.size() * (1 + says);
                wanted[at] = label;
                System.arraycopy(answers, word * says, wanted, at + 1, says);
                known += label == Example.IGNORED ? 0 : 1;
                places.add((long) row * length + token);
            }
        }
        return Prepared.of(
                examples.stream().map(one -> one.sentence().text()).toList(),
                padding,
                new Targets(
                        new Targets.Labels.Real(wanted, new Shape(words, 1 + says)),
                        places,
                        List.of((double) words, known),
                        (long) known));
    }
}
