package aprendiz.inference.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {

    private static Duration soon() {
        return Duration.ofMillis(2100);
    }

    @Test
    void admitsAllOrNone() {
        Gate gate = new Gate("texts", 10);
        int most = gate.within(8, GateTest::soon, () -> {
            assertThatThrownBy(() -> gate.within(3, GateTest::soon, gate::taken))
                    .isInstanceOfSatisfying(Problem.class, problem -> {
                        assertThat(problem.kind()).isEqualTo(Problem.Kind.BUSY);
                        assertThat(problem.retryAfterSeconds()).isEqualTo(3);
                    })
                    .hasMessageContaining("8 of 10 texts are taken and this request needs 3");
            assertThat(gate.taken()).isEqualTo(8);
            return gate.within(2, GateTest::soon, gate::taken);
        });
        assertThat(most).isEqualTo(10);
        assertThat(gate.taken()).isZero();
    }

    @Test
    void givesPlacesBackWhenTheWorkFails() {
        Gate gate = new Gate("texts", 10);
        assertThatThrownBy(() -> gate.within(4, GateTest::soon, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(gate.taken()).isZero();
    }

    @Test
    void admitsAloneWhatWouldNeverFit() {
        Gate gate = new Gate("texts", 10);
        assertThat(gate.<Integer>within(11, GateTest::soon, gate::taken)).isEqualTo(10);
        assertThat(gate.taken()).isZero();
    }

    @Test
    void holdsWhatWasTakenLittleByLittleUntilItIsClosed() {
        Gate gate = new Gate("bytes", 10);
        try (Gate.Hold first = gate.hold(GateTest::soon);
                Gate.Hold second = gate.hold(GateTest::soon)) {
            first.take(4);
            second.take(3);
            first.take(2);
            assertThatThrownBy(() -> second.take(2)).hasMessageContaining("9 of 10 bytes are taken");
            second.take(1);
            assertThat(gate.taken()).isEqualTo(10);
        }
        assertThat(gate.taken()).isZero();
    }
}
