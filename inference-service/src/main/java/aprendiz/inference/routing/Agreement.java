package aprendiz.inference.routing;

import aprendiz.inference.asking.Item;
import aprendiz.transformers.tasks.LabelScore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How alike two versions' answers to the same inputs are.
 *
 * @param inputs compared
 * @param agreement the share with the same best label; of vectors the mean cosine; of anything else the share that is equal
 * @param difference of the scores of labels, on average; 0 of anything else
 */
record Agreement(int inputs, double agreement, double difference) {

    static <A> Agreement of(List<Item<A>> ours, List<Item<A>> theirs) {
        double agreement = 0;
        double difference = 0;
        for (int i = 0; i < ours.size(); i++) {
            Pair pair = pair(ours.get(i), theirs.get(i));
            agreement += pair.agreement();
            difference += pair.difference();
        }
        int inputs = ours.size();
        return new Agreement(inputs, agreement / inputs, difference / inputs);
    }

    private record Pair(double agreement, double difference) {}

    private static <A> Pair pair(Item<A> ours, Item<A> theirs) {
        return ours instanceof Item.Answered<A>(A one) && theirs instanceof Item.Answered<A>(A other)
                ? pair(one, other)
                : new Pair(ours.getClass() == theirs.getClass() ? 1 : 0, 0);
    }

    private static Pair pair(Object ours, Object theirs) {
        if (ours instanceof float[] one && theirs instanceof float[] other) {
            return new Pair(one.length == other.length ? cosine(one, other) : 0, 0);
        }
        if (ours instanceof List<?> one
                && theirs instanceof List<?> other
                && !one.isEmpty()
                && !other.isEmpty()
                && one.getFirst() instanceof LabelScore best
                && other.getFirst() instanceof LabelScore otherBest) {
            return new Pair(best.label().equals(otherBest.label()) ? 1 : 0, difference(one, other));
        }
        return new Pair(ours.equals(theirs) ? 1 : 0, 0);
    }

    private static double difference(List<?> ours, List<?> theirs) {
        Map<String, Double> scores = new HashMap<>();
        for (Object one : ours) {
            if (one instanceof LabelScore label) {
                scores.put(label.label(), label.score());
            }
        }
        double sum = 0;
        for (Object one : theirs) {
            if (one instanceof LabelScore label) {
                sum += Math.abs(label.score() - scores.getOrDefault(label.label(), 0.0));
            }
        }
        return sum / theirs.size();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double one = 0;
        double other = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            one += (double) a[i] * a[i];
            other += (double) b[i] * b[i];
        }
        return dot / Math.max(1e-12, Math.sqrt(one * other));
    }
}
