package aprendiz.journey.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private final Outcome outcome = new Outcome(
            List.of(
                    call(0.5, 0.9, 200), // before
                    call(0.8, 1.5, 200), // answered in time, though due before
                    call(1.0, 1.2, 200),
                    call(1.5, 2.5, 200),
                    call(1.6, 1.61, 429),
                    call(2.0, 2.1, 500),
                    call(2.9, 3.4, 200)), // answered afterwards
            1,
            3);

    private static Call call(double due, double done, int status) {
        return new Call(due, done, 10, new Answer(status, "", "", ""));
    }

    @Test
    void throughputCountsWhatWasAnsweredInTheTime() {
        assertThat(outcome.texts()).isEqualTo(3 / 2.0);
        assertThat(outcome.tokens()).isEqualTo(30 / 2.0);
    }

    @Test
    void latencyCountsFromWhenARequestWasDue() {
        assertThat(outcome.latencies().seconds()).hasSize(3);
        assertThat(outcome.latencies().quantile(0.5)).isEqualTo(0.5);
        assertThat(outcome.latencies().quantile(0.99)).isEqualTo(1);
        assertThat(new Latencies(List.of()).quantile(0.5)).isNaN();
    }

    @Test
    void goodputLeavesOutWhatCameTooLate() {
        assertThat(outcome.goodput(0.6)).isEqualTo(2 / 2.0);
    }

    @Test
    void aRefusalIsNoFailure() {
        assertThat(outcome.refusals().seconds()).hasSize(1);
        assertThat(outcome.failures())
                .extracting(call -> call.answer().status())
                .containsExactly(500);
    }
}
