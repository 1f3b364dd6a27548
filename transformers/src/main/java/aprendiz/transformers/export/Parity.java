package aprendiz.transformers.export;

import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.QuestionAnswering;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.TokenClassification;
import aprendiz.transformers.network.TokenVectors;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How near two networks' answers are.
 *
 * @param texts how many were asked
 * @param answers how many were compared: one for a text, or one for each of its tokens
 * @param difference the largest, of any two numbers
 * @param meanDifference of all numbers
 * @param agreement the share of predictions that are the same (the best label; each label's yes or no; where an answer
 *     begins and where it ends), or null where nothing is predicted
 * @param cosine the smallest of any two vectors, or null where the answers are no vectors
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parity(
        int texts, int answers, double difference, double meanDifference, Double agreement, Double cosine) {

    /**
     * Compares answers.
     *
     * @param original {@code [texts][answers][width]}
     * @param exported the same
     */
    static Parity of(Head head, List<float[][]> original, List<float[][]> exported) {
        Sums sums = new Sums();
        for (int text = 0; text < original.size(); text++) {
            float[][] wanted = original.get(text);
            float[][] found = exported.get(text);
            for (int i = 0; i < wanted.length; i++) {
                sums.differ(wanted[i], found[i]);
            }
            switch (head) {
                case Embedding embedding -> sums.point(wanted, found);
                case TokenVectors vectors -> sums.point(wanted, found);
                case SequenceClassification sequence -> {
                    switch (sequence.kind()) {
                        case SINGLE_LABEL -> sums.choose(wanted, found);
                        case MULTI_LABEL -> sums.decide(wanted, found);
                        case REGRESSION -> {}
                    }
                }
                case TokenClassification token -> sums.choose(wanted, found);
                case MaskedLm mask -> sums.choose(wanted, found);
                case QuestionAnswering answering -> sums.choose(turned(wanted), turned(found));
            }
        }
        return sums.parity(original.size());
    }

    /** {@code [tokens][2]} as {@code [2][tokens]}: the token that begins an answer and the one that ends it. */
    private static float[][] turned(float[][] tokens) {
        float[][] turned = new float[2][tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            turned[0][i] = tokens[i][0];
            turned[1][i] = tokens[i][1];
        }
        return turned;
    }

    private static final class Sums {
        private int answers;
        private long numbers;
        private double largest;
        private double total;
        private int predictions;
        private int same;
        private Double cosine;

        void differ(float[] wanted, float[] found) {
            answers++;
            for (int i = 0; i < wanted.length; i++) {
                double difference = Math.abs((double) wanted[i] - found[i]);
                largest = Math.max(largest, difference); // stays NaN once it is
                total += difference;
                numbers++;
            }
        }

        void choose(float[][] wanted, float[][] found) {
            for (int i = 0; i < wanted.length; i++) {
                predict(best(wanted[i]) == best(found[i]));
            }
        }

        void decide(float[][] wanted, float[][] found) {
            for (int i = 0; i < wanted.length; i++) {
                for (int label = 0; label < wanted[i].length; label++) {
                    predict(wanted[i][label] > 0 == found[i][label] > 0);
                }
            }
        }

        void point(float[][] wanted, float[][] found) {
            for (int i = 0; i < wanted.length; i++) {
                double one = dot(wanted[i], found[i]) / Math.sqrt(dot(wanted[i], wanted[i]) * dot(found[i], found[i]));
                cosine = cosine == null ? one : Math.min(cosine, one);
            }
        }

        private void predict(boolean alike) {
            predictions++;
            same += alike ? 1 : 0;
        }

        Parity parity(int texts) {
            Double agreement = predictions == 0 ? null : (double) same / predictions;
            return new Parity(texts, answers, largest, total / numbers, agreement, cosine);
        }

        private static int best(float[] numbers) {
            int best = 0;
            for (int i = 1; i < numbers.length; i++) {
                best = numbers[i] > numbers[best] ? i : best;
            }
            return best;
        }

        private static double dot(float[] a, float[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += (double) a[i] * b[i];
            }
            return sum;
        }
    }
}
