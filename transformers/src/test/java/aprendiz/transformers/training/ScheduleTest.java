package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.transformers.training.Method.Curve;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void risesOverTheWarmUpAndFallsToZero() {
        Schedule schedule = Schedule.of(100, 0.1, Curve.LINEAR);
        assertThat(schedule.factor(0)).isEqualTo(0);
        assertThat(schedule.factor(5)).isEqualTo(0.5);
        assertThat(schedule.factor(10)).isEqualTo(1);
        assertThat(schedule.factor(55)).isEqualTo(0.5);
        assertThat(schedule.factor(100)).isEqualTo(0);
    }

    @Test
    void beginsAtThePeakWithoutWarmUp() {
        assertThat(Schedule.of(4, 0, Curve.LINEAR).factor(0)).isEqualTo(1);
    }

    @Test
    void mayFallAsACosine() {
        Schedule schedule = Schedule.of(100, 0.2, Curve.COSINE);
        assertThat(schedule.factor(20)).isEqualTo(1);
        assertThat(schedule.factor(40))
                .isCloseTo(0.8535533905932737, within(1e-15)); // transformers' get_cosine_schedule
        assertThat(schedule.factor(60)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.factor(100)).isCloseTo(0, within(1e-15));
    }

    @Test
    void mayWarmUpToTheVeryEnd() {
        Schedule schedule = Schedule.of(4, 1, Curve.LINEAR);
        assertThat(schedule.factor(3)).isEqualTo(0.75);
        assertThat(schedule.factor(4)).isEqualTo(0);
    }
}
