package aprendiz.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every learner keeps to. A learner's test extends this and is tested by it. */
abstract class LearnerKit<X> {

    /** One labelled input. */
    record Example<X>(X input, String label) {}

    /** The learner under test, with its usual settings, that has seen nothing. */
    abstract Learner<X> learner();

    /** A few dozen examples that it can learn something from; some label is more frequent than the others. */
    abstract List<Example<X>> examples();

    /** Inputs like nothing in the examples. */
    abstract List<X> strangeInputs();

    @Test
    void freshLearnerHasSeenNothing() {
        for (Example<X> example : examples()) {
            assertThat(learner().predict(example.input())).isEqualTo(Prediction.NONE);
        }
    }

    @Test
    void sameExamplesSameAnswer() {
        Learner<X> one = taught(learner());
        Learner<X> other = taught(learner());
        assertThat(answers(one)).isEqualTo(answers(other));
    }

    @Test
    void askingChangesNothing() {
        Learner<X> asked = learner();
        Learner<X> unasked = learner();
        for (Example<X> example : examples()) {
            asked.predict(example.input());
            asked.learn(example.input(), example.label());
            asked.predict(strangeInputs().getFirst());
            unasked.learn(example.input(), example.label());
        }
        assertThat(answers(asked)).isEqualTo(answers(asked)).isEqualTo(answers(unasked));
    }

    @Test
    void learnsSomething() {
        Learner<X> taught = taught(learner());
        long right = examples().stream()
                .filter(example ->
                        taught.predict(example.input()).label().orElseThrow().equals(example.label()))
                .count();
        long labels = examples().stream().map(Example::label).distinct().count();
        assertThat(right).as("right answers").isGreaterThan(examples().size() / labels);
    }

    @Test
    void freshForgetsAndLeavesTheOldOneAlone() {
        Learner<X> old = taught(learner());
        List<Prediction> before = answers(old);
        Learner<X> fresh = old.fresh();
        assertThat(fresh).isNotSameAs(old).hasSameClassAs(old);
        assertThat(fresh.predict(examples().getFirst().input())).isEqualTo(Prediction.NONE);
        taught(fresh);
        taught(fresh);
        assertThat(answers(old)).isEqualTo(before);
        assertThat(answers(taught(old.fresh()))).isEqualTo(before);
    }

    @Test
    void probabilitiesSumToOneAndAreInOrder() {
        Learner<X> learner = learner();
        for (Example<X> example : examples()) {
            learner.learn(example.input(), example.label());
            for (Prediction answer : answers(learner)) {
                List<Double> probabilities =
                        new ArrayList<>(answer.probabilities().values());
                assertThat(probabilities.stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                        .isCloseTo(1, within(1e-9));
                assertThat(probabilities).isSortedAccordingTo(Comparator.reverseOrder());
                assertThat(answer.label())
                        .contains(answer.probabilities().firstEntry().getKey());
            }
        }
    }

    @Test
    void survivesStrangeInputs() {
        Learner<X> taught = taught(learner());
        for (X input : strangeInputs()) {
            assertThat(taught.predict(input).label()).isPresent();
            taught.learn(input, "new");
            assertThat(taught.predict(input).probability("new")).isPositive();
        }
    }

    @Test
    void isSureOfTheOnlyLabelThereIs() {
        Learner<X> learner = learner();
        X input = examples().getFirst().input();
        learner.learn(input, "only");
        assertThat(learner.predict(input).label()).contains("only");
        assertThat(learner.predict(input).probability("only")).isEqualTo(1);
        assertThat(learner.predict(input).probability("other")).isZero();
    }

    Learner<X> taught(Learner<X> learner) {
        List<Example<X>> shuffled = new ArrayList<>(examples());
        Collections.shuffle(shuffled, new Random(3));
        shuffled.forEach(example -> learner.learn(example.input(), example.label()));
        return learner;
    }

    private List<Prediction> answers(Learner<X> learner) {
        List<Prediction> answers = new ArrayList<>();
        examples().forEach(example -> answers.add(learner.predict(example.input())));
        strangeInputs().forEach(input -> answers.add(learner.predict(input)));
        return answers;
    }
}
