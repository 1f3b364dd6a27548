package aprendiz.learners;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Naive Bayes over a bag of words (Manning, Raghavan, Schütze, "Introduction to Information Retrieval", 2008,
 * section 13.2):
 *
 * <pre>
 *   P(c | text) ∝ P(c) · Π P(t | c)      over the terms t of the text, each as often as it occurs
 *   P(c)     = examples of c / examples
 *   P(t | c) = (occurrences of t in c + α) / (occurrences of any term in c + α · vocabulary)
 * </pre>
 *
 * <p>Terms that no example had say nothing of any label and are passed over.
 */
public final class MultinomialNaiveBayes implements Learner<String> {

    /** What is known of one label. */
    private static final class Counts {
        double examples;
        double terms;
        final Map<String, Integer> byTerm = new HashMap<>();
    }

    private final BagOfWords bag;
    private final double smoothing;
    private final SortedMap<String, Counts> labels = new TreeMap<>();
    private final Set<String> vocabulary = new HashSet<>();
    private double examples;

    /** Single words and pairs, with Laplace's smoothing of 1. */
    public MultinomialNaiveBayes() {
        this(new BagOfWords(2), 1);
    }

    /**
     * A learner that has seen nothing.
     *
     * @param bag how texts are cut into terms
     * @param smoothing α, added to every count; above 0
     */
    public MultinomialNaiveBayes(BagOfWords bag, double smoothing) {
        if (!(smoothing > 0) || Double.isInfinite(smoothing)) {
            throw new IllegalArgumentException("smoothing: " + smoothing + " is not above 0");
        }
        this.bag = bag;
        this.smoothing = smoothing;
    }

    @Override
    public void learn(String text, String label) {
        Counts counts = labels.computeIfAbsent(label, unseen -> new Counts());
        for (String term : bag.terms(text)) {
            counts.byTerm.merge(term, 1, Integer::sum);
            counts.terms++;
            vocabulary.add(term);
        }
        counts.examples++;
        examples++;
    }

    @Override
    public Prediction predict(String text) {
        if (labels.isEmpty()) {
            return Prediction.NONE;
        }
        List<String> terms =
                bag.terms(text).stream().filter(vocabulary::contains).toList();
        SortedMap<String, Double> logs = new TreeMap<>();
        labels.forEach((label, counts) -> logs.put(label, log(counts, terms)));
        double highest =
                logs.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        logs.replaceAll((label, log) -> Math.exp(log - highest));
        return Prediction.ofWeights(logs);
    }

    /** Logarithm of P(c) · Π P(t | c). */
    private double log(Counts counts, List<String> terms) {
        double all = counts.terms + smoothing * vocabulary.size();
        double log = Math.log(counts.examples / examples);
        for (String term : terms) {
            log += Math.log((counts.byTerm.getOrDefault(term, 0) + smoothing) / all);
        }
        return log;
    }

    @Override
    public Learner<String> fresh() {
        return new MultinomialNaiveBayes(bag, smoothing);
    }

    public BagOfWords bag() {
        return bag;
    }

    public double smoothing() {
        return smoothing;
    }
}
