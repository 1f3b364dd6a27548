package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.objective.Example.Compared;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * How alike two texts are: the mean squared error of their cosines (Reimers and Gurevych 2019, section 3). No answer
 * counts as right.
 */
public record Similarity(Embedding head) implements Objective<Compared> {

    private static final String PROGRAM = """
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                one, other = torch.chunk(self.unit(y), 2, 0)
                return torch.mse_loss(torch.sum(one * other, [1]), labels, 2) / valid[0]

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.zeros([1]))

            """;

    @Override
    public String program() {
        return ANSWERS + Contrast.UNIT + PROGRAM;
    }

    @Override
    public Prepared prepare(List<Compared> examples, int padding, Random random) {
        List<Tokens> texts = Stream.concat(
                        examples.stream().map(Compared::one), examples.stream().map(Compared::other))
                .toList();
        float[] wanted = new float[examples.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = examples.get(i).similarity();
        }
        return Prepared.of(
                texts,
                padding,
                Targets.of(new Targets.Labels.Real(wanted, new Shape(wanted.length)), wanted.length, 0));
    }
}
