package aprendiz.learners;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;

/**
 * Logistic regression over weighted terms, as scikit-learn's {@code TfidfVectorizer} and
 * {@code LogisticRegression(class_weight="balanced")} learn it: the baseline that is hardest to beat by a model that reads.
 *
 * <p>It keeps its examples, and learns from all of them anew when it is asked for the first time after it was shown one.
 */
public final class TfIdfRegression implements Learner<String> {

    /** Weights at most, so that many labels do not take all memory: rarer terms are left out. */
    private static final int MOST_WEIGHTS = 2_000_000;

    /** What was learned from the examples so far. */
    private record Learned(List<String> labels, TfIdf terms, LogisticRegression regression) {}

    private final BagOfWords bag;
    private final double cost;
    private final List<String> texts = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private Learned learned;

    /** Single words and pairs, C = 1. */
    public TfIdfRegression() {
        this(new BagOfWords(2), 1);
    }

    /**
     * A learner that has seen nothing.
     *
     * @param bag how texts are cut into terms
     * @param cost C: more lets it follow its examples more closely; above 0
     */
    public TfIdfRegression(BagOfWords bag, double cost) {
        if (!(cost > 0) || Double.isInfinite(cost)) {
            throw new IllegalArgumentException("cost: " + cost + " is not above 0");
        }
        this.bag = bag;
        this.cost = cost;
    }

    @Override
    public void learn(String text, String label) {
        texts.add(text);
        labels.add(label);
        learned = null;
    }

    @Override
    public Prediction predict(String text) {
        if (texts.isEmpty()) {
            return Prediction.NONE;
        }
        if (learned == null) {
            learned = learnAll();
        }
        SequencedMap<String, Double> probabilities = new LinkedHashMap<>();
        if (learned.labels.size() == 1) {
            probabilities.put(learned.labels.getFirst(), 1.0);
            return new Prediction(probabilities);
        }
        double[] row = learned.regression.probabilities(learned.terms.vector(text));
        for (int i = 0; i < row.length; i++) {
            probabilities.put(learned.labels.get(i), row[i]);
        }
        return new Prediction(probabilities);
    }

    private Learned learnAll() {
        List<String> all = List.copyOf(new TreeSet<>(labels));
        int rows = all.size() == 2 ? 1 : all.size();
        TfIdf terms = new TfIdf(bag, texts, Math.max(1, MOST_WEIGHTS / rows));
        List<SparseVector> vectors = texts.stream().map(terms::vector).toList();
        int[] truth = labels.stream().mapToInt(all::indexOf).toArray();
        return new Learned(
                all,
                terms,
                all.size() == 1 ? null : new LogisticRegression(vectors, truth, all.size(), terms.size(), cost, true));
    }

    @Override
    public Learner<String> fresh() {
        return new TfIdfRegression(bag, cost);
    }
}
