package aprendiz.transformers.training;

import aprendiz.transformers.network.LiveNetwork;
import aprendiz.transformers.text.Tokens;
import java.util.List;

/**
 * How well a classifier does on some texts, in evaluation mode.
 *
 * @param loss mean cross-entropy, in nats
 * @param accuracy part of the texts whose label has the greatest logit
 */
record Evaluation(double loss, double accuracy) {

    static Evaluation of(LiveNetwork network, Encoded data) {
        float[][] logits = network.answers(data.texts());
        double loss = 0;
        int right = 0;
        for (int i = 0; i < logits.length; i++) {
            int label = data.labels().get(i);
            loss -= logSoftmax(logits[i], label);
            right += argmax(logits[i]) == label ? 1 : 0;
        }
        return new Evaluation(loss / logits.length, (double) right / logits.length);
    }

    private static double logSoftmax(float[] row, int label) {
        double most = row[argmax(row)];
        double sum = 0;
        for (float logit : row) {
            sum += Math.exp(logit - most);
        }
        return row[label] - most - Math.log(sum);
    }

    private static int argmax(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    /** Texts as tokens, each with its label. */
    record Encoded(List<Tokens> texts, List<Integer> labels) {

        Encoded {
            texts = List.copyOf(texts);
            labels = List.copyOf(labels);
        }

        /** Those at the indices. */
        Encoded at(List<Integer> indices) {
            return new Encoded(
                    indices.stream().map(texts::get).toList(),
                    indices.stream().map(labels::get).toList());
        }

        long[] labelArray() {
            return labels.stream().mapToLong(Integer::longValue).toArray();
        }
    }
}
