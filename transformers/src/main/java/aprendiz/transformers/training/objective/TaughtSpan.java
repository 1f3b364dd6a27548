package aprendiz.transformers.training.objective;

import ai.djl.ndarray.types.Shape;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.training.objective.Example.Answered;
import aprendiz.transformers.training.objective.Example.TaughtAnswered;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Where an answer begins and ends, learned from a teacher: half of each loss is the begin's and half the end's, and both
 * are over the places of the text; what fills a row up counts for nothing.
 */
public record TaughtSpan(TaughtLoss taught, Told told) implements Objective<TaughtAnswered> {

    /** The logit of a place that is not of the text. */
    private static final float NOWHERE = -1e30f;

    private static final String PROGRAM = """
              # y: [batch, length, 2]; labels: [batch, 1 + length, 2], the true places and the teacher's logits
              def loss(self, y: Tensor, labels: Tensor, valid: Tensor) -> Tensor:
                teacher = torch.slice(labels, 1, 1, {end}, 1)
                student = torch.masked_fill(y, torch.lt(teacher, -1e29), -1e30)
                soft = self.soft(torch.transpose(teacher, 1, 2), torch.transpose(student, 1, 2)) / valid[0]
                truth = self.truth(labels)
                begins = torch.cross_entropy_loss(torch.select(student, 2, 0), torch.select(truth, 1, 0), None, 2, -100)
                ends = torch.cross_entropy_loss(torch.select(student, 2, 1), torch.select(truth, 1, 1), None, 2, -100)
                hard = begins / torch.clamp(valid[1], 1.0) + ends / torch.clamp(valid[2], 1.0)
                return {soft} * soft / 2.0 + {hard} * hard / 2.0

              def truth(self, labels: Tensor) -> Tensor:
                return torch.to(torch.select(labels, 1, 0), 4, False, False, None)

              def right(self, y: Tensor, labels: Tensor) -> Tensor:
                return torch.sum(torch.all(torch.eq(torch.argmax(y, 1), self.truth(labels)), 1))

            """;

    @Override
    public QuestionAnswering head() {
        return new QuestionAnswering();
    }

    @Override
    public String program() {
        return ANSWERS
                + taught.softly()
                + PROGRAM.replace("{soft}", Double.toString(taught.soft()))
                        .replace("{hard}", Double.toString(taught.hard()))
                        .replace("{end}", Long.toString(Long.MAX_VALUE));
    }

    @Override
    public Prepared prepare(List<TaughtAnswered> examples, int padding, Random random) {
        int length = examples.stream().mapToInt(Example::length).max().orElseThrow();
        float[] wanted = new float[examples.size() * (1 + length) * 2];
        Arrays.fill(wanted, NOWHERE);
        double begins = 0;
        double ends = 0;
        long known = 0;
        for (int row = 0; row < examples.size(); row++) {
            Answered window = examples.get(row).window();
            float[] answers = told.of(examples.get(row).answer());
            int at = row * (1 + length) * 2;
            boolean begun = window.start() < window.length();
            boolean ended = window.end() < window.length();
            wanted[at] = begun ? window.start() : Example.IGNORED;
            wanted[at + 1] = ended ? window.end() : Example.IGNORED;
            System.arraycopy(answers, 0, wanted, at + 2, 2 * window.length());
            begins += begun ? 1 : 0;
            ends += ended ? 1 : 0;
            known += begun && ended ? 1 : 0;
        }
        return Prepared.of(
                examples.stream().map(one -> one.window().text()).toList(),
                padding,
                new Targets(
                        new Targets.Labels.Real(wanted, new Shape(examples.size(), 1 + length, 2)),
                        List.of(),
                        List.of((double) examples.size(), begins, ends),
                        known));
    }
}
