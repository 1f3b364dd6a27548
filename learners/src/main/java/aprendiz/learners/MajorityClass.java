package aprendiz.learners;

import java.util.Map;
import java.util.TreeMap;

/**
 * Answers every input with the label seen most often, each as probable as it was frequent: the least that any model
 * must beat.
 *
 * @param <X> what it is shown, and never looks at
 */
public final class MajorityClass<X> implements Learner<X> {

    private final Map<String, Double> counts = new TreeMap<>();

    @Override
    public void learn(X input, String label) {
        counts.merge(label, 1.0, Double::sum);
    }

    @Override
    public Prediction predict(X input) {
        return counts.isEmpty() ? Prediction.NONE : Prediction.ofWeights(counts);
    }

    @Override
    public Learner<X> fresh() {
        return new MajorityClass<>();
    }
}
