package aprendiz.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PredictionTest {

    @Test
    void ordersByProbabilityThenByName() {
        Prediction answer = new Prediction(new TreeMap<>(Map.of("c", 0.25, "a", 0.25, "b", 0.5)));
        assertThat(answer.probabilities().sequencedKeySet()).containsExactly("b", "a", "c");
        assertThat(answer.label()).contains("b");
        assertThat(answer.probability("z")).isZero();
        assertThat(Prediction.NONE.label()).isEmpty();
    }

    @Test
    void refusesWhatAreNoProbabilities() {
        for (Map<String, Double> wrong :
                List.of(Map.of("a", 0.5), Map.of("a", 1.5, "b", -0.5), Map.of("a", Double.NaN))) {
            assertThatThrownBy(() -> new Prediction(new TreeMap<>(wrong))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
