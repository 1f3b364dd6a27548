package aprendiz.training.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    private static final SortedMap<String, Double> METRICS = new TreeMap<>(Map.of(
            "accuracy",
            0.5,
            "macro-f1",
            0.4,
            "weighted-f1",
            0.45,
            "loss",
            1.2,
            "majority/accuracy",
            0.5,
            "from-scratch/macro-f1",
            0.3,
            "from-scratch/loss",
            1.3));

    @ParameterizedTest
    @CsvSource({
        "accuracy >= 0.5, true",
        "accuracy > 0.5, false",
        "accuracy>=majority, true",
        "accuracy > majority, false",
        "macro-f1 > from-scratch, true",
        "loss < 1.2, false",
        "loss <= 1.2, true",
        "loss < from-scratch, true"
    })
    void holdsAMeasureAgainstItsBar(String gate, boolean passed) {
        assertThat(Gate.parse(gate).check(METRICS).passed()).isEqualTo(passed);
    }

    @Test
    void saysWhatWasMeasured() {
        assertThat(Gate.parse("accuracy > majority").check(METRICS).reason())
                .isEqualTo("accuracy > majority: measured 0.5000, the bar is 0.5000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accuracy|no condition",
                "accuracy = 0.5|no condition",
                "speed > 1|unknown metric 'speed'",
                "accuracy > champion|neither a number nor a baseline",
                "accuracy > 1.5|lies between 0 and 1",
                "accuracy > -1|lies between 0 and 1",
                "accuracy > nan|neither a number",
                "accuracy < 0.5|more accuracy is better",
                "loss > 0.5|less loss is better",
                "loss < majority|has no loss",
                "ece > 0.1|less ece is better",
                "roc-auc > bag-of-words|has no roc-auc"
            })
    void refusesWhatMakesNoSense(String gate, String why) {
        assertThatThrownBy(() -> Gate.parse(gate)).isInstanceOf(Problem.class).hasMessageContaining(why);
    }
}
