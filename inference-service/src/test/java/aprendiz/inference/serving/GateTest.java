package aprendiz.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void admitsAllOrNone() {
        Gate gate = new Gate("texts", 10);
        gate.admit(8);
        assertThatThrownBy(() -> gate.admit(3))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY))
                .hasMessageContaining("8 of 10 texts are taken and this request needs 3");
        assertThat(gate.taken()).isEqualTo(8);
        gate.admit(2);
        assertThat(gate.taken()).isEqualTo(10);
    }

    @Test
    void givesPlacesBackOnce() {
        Gate gate = new Gate("texts", 10);
        Gate.Pass pass = gate.admit(4);
        pass.close();
        pass.close();
        assertThat(gate.taken()).isZero();
    }

    @Test
    void admitsAloneWhatWouldNeverFit() {
        Gate gate = new Gate("texts", 10);
        try (Gate.Pass pass = gate.admit(11)) {
            assertThat(gate.taken()).isEqualTo(10);
        }
        assertThat(gate.taken()).isZero();
    }
}
