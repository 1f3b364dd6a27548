package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.model.Problem;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.objective.Example.Paired;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Which text belongs to which: the mean cross-entropy of each anchor's cosines with all second texts of the batch, its own
 * being the right one (Henderson et al. 2017, section 4; sentence-transformers' {@code MultipleNegativesRankingLoss}).
 *
 * @param scale what cosines are multiplied with; 20 is usual
 */
public record Contrast(Embedding head, double scale) implements Objective<Paired> {

    /** Half of the rows are to be compared with the other half. */
    static final String UNIT = """
              # y: [2 n, hidden] -> unit vectors
              def unit(self, y: Tensor) -> Tensor:
                return y / torch.clamp(torch.norm(y, 2, [1], True), 1e-12)

            """;

    private static final String PROGRAM = """
              def scored(self, y: Tensor) -> Tensor:
                one, other = torch.chunk(self.unit(y), 2, 0)
                return torch.matmul(one, torch.transpose(other, 0, 1)) * {scale}

              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                return torch.cross_entropy_loss(self.scored(y), labels, None, 2, -100) / valid[0]

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.eq(torch.argmax(self.scored(y), 1), labels))

            """;

    public Contrast {
        if (!(scale > 0)) {
            throw Problem.invalid("Impossible settings", "scale " + scale + " is not above 0");
        }
    }

    @Override
    public String program() {
        return ANSWERS + UNIT + PROGRAM.replace("{scale}", Double.toString(scale));
    }

    @Override
    public Prepared prepare(List<Paired> examples, int padding, Random random) {
        List<Tokens> texts = Stream.concat(
                        examples.stream().map(Paired::anchor), examples.stream().map(Paired::positive))
                .toList();
        int pairs = examples.size();
        long[] wanted = LongStream.range(0, pairs).toArray();
        return Prepared.of(
                texts, padding, Targets.of(new Targets.Labels.Whole(wanted, new Shape(pairs)), pairs, pairs));
    }
}
