package aprendiz.training.run;

import aprendiz.model.metrics.ClassificationReport;
import aprendiz.model.metrics.ConfusionMatrix;
import aprendiz.transformers.training.LabelledText;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/**
 * How a model answered the test part.
 *
 * @param loss mean negative logarithm of the probability of the true label, in nats; null where it is not measured
 * @param correct for each text of the part whether it was answered with its label
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scored(
        ClassificationReport report,
        ConfusionMatrix confusion,
        Double loss,
        @JsonIgnore List<Boolean> correct) {

    /** A float holds no smaller probability that is not 0. */
    private static final double LEAST_PROBABILITY = 1e-38;

    /** @param probabilities {@code [texts][labels]} */
    static Scored of(List<String> labels, List<LabelledText> part, float[][] probabilities) {
        List<String> answers = new ArrayList<>();
        double loss = 0;
        for (int i = 0; i < part.size(); i++) {
            answers.add(labels.get(argmax(probabilities[i])));
            loss -= Math.log(Math.max(probabilities[i][part.get(i).label()], LEAST_PROBABILITY));
        }
        return of(labels, part, answers, loss / part.size());
    }

    static Scored of(List<String> labels, List<LabelledText> part, List<String> answers, Double loss) {
        List<String> truth = part.stream().map(one -> labels.get(one.label())).toList();
        List<Boolean> correct = new ArrayList<>();
        for (int i = 0; i < truth.size(); i++) {
            correct.add(truth.get(i).equals(answers.get(i)));
        }
        ConfusionMatrix confusion = ConfusionMatrix.of(labels, truth, answers);
        return new Scored(ClassificationReport.of(confusion), confusion, loss, correct);
    }

    private static int argmax(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (row[i] > row[best]) {
                best = i;
            }
        }
        return best;
    }
}
