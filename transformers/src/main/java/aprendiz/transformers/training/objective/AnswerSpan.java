package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.training.objective.Example.Answered;
import java.util.List;
import java.util.Random;

/**
 * Where an answer begins and ends: half the mean cross-entropy of each, over the batch's places (Devlin et al. 2019,
 * section 4.2). Right if both are.
 */
public record AnswerSpan() implements Objective<Answered> {

    private static final String PROGRAM = """
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                begins = torch.cross_entropy_loss(torch.select(y, 2, 0), torch.select(labels, 1, 0), None, 2, -100)
                ends = torch.cross_entropy_loss(torch.select(y, 2, 1), torch.select(labels, 1, 1), None, 2, -100)
                return (begins / valid[0] + ends / valid[1]) / 2

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.all(torch.eq(torch.argmax(y, 1), labels), 1))

            """;

    @Override
    public QuestionAnswering head() {
        return new QuestionAnswering();
    }

    @Override
    public String program() {
        return ANSWERS + PROGRAM;
    }

    @Override
    public Prepared prepare(List<Answered> examples, int padding, Random random) {
        int length = examples.stream().mapToInt(Answered::length).max().orElseThrow();
        long[] wanted = new long[2 * examples.size()];
        double begins = 0;
        double ends = 0;
        for (int row = 0; row < examples.size(); row++) {
            Answered example = examples.get(row);
            wanted[2 * row] = example.start() < length ? example.start() : Example.IGNORED;
            wanted[2 * row + 1] = example.end() < length ? example.end() : Example.IGNORED;
            begins += example.start() < length ? 1 : 0;
            ends += example.end() < length ? 1 : 0;
        }
        return Prepared.of(
                examples.stream().map(Answered::text).toList(),
                padding,
                new Targets(
                        new Targets.Labels.Whole(wanted, new Shape(examples.size(), 2)),
                        List.of(),
                        List.of(begins, ends),
                        examples.size()));
    }
}
