package aprendiz.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MajorityClassTest extends LearnerKit<String> {

    @Override
    Learner<String> learner() {
        return new MajorityClass<>();
    }

    @Override
    List<Example<String>> examples() {
        return Reviews.examples();
    }

    @Override
    List<String> strangeInputs() {
        return Reviews.strangeInputs();
    }

    @Test
    void answersTheMostFrequentLabelWithItsShare() {
        Learner<String> learner = learner();
        List.of("b", "a", "b", "c").forEach(label -> learner.learn("x", label));
        assertThat(learner.predict("y").probabilities().sequencedKeySet()).containsExactly("b", "a", "c");
        assertThat(learner.predict("y").probability("b")).isEqualTo(0.5);
    }

    @Test
    void breaksTiesByTheAlphabet() {
        Learner<String> learner = learner();
        List.of("b", "a").forEach(label -> learner.learn("x", label));
        assertThat(learner.predict("x").label()).contains("a");
    }
}
