package aprendiz.transformers.tasks;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What logits become. */
final class Scores {

    /** Probabilities that add up to 1. */
    static float[] softmax(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        float[] scores = new float[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (Math.exp(logits[i] - most) / sum);
        }
        return scores;
    }

    /** A probability for each by itself. */
    static float[] sigmoid(float[] logits) {
        float[] scores = new float[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (1 / (1 + Math.exp(-logits[i])));
        }
        return scores;
    }

    /** The place of the greatest; the first of equal ones. */
    static int best(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** The places of the greatest, greatest first, equal ones in their order. */
    static List<Integer> ranked(float[] scores, int most) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
                .limit(most)
                .toList();
    }

    private Scores() {}
}
