package aprendiz.learners;

/**
 * Learns from one example at a time, and can be asked at any time.
 *
 * <p>The same settings and the same examples in the same order give the same answers. Not safe for use by several
 * threads while one of them teaches.
 *
 * @param <X> what it is shown: a text, say
 */
public interface Learner<X> {

    /** Takes one example in. Never changes the example. */
    void learn(X input, String label);

    /** Answers from what was learned so far; {@link Prediction#NONE} before the first example. Never changes the learner. */
    Prediction predict(X input);

    /** A new learner with the same settings that has seen nothing. */
    Learner<X> fresh();
}
