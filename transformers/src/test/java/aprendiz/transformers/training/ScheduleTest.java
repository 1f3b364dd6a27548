package aprendiz.transformers.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void risesOverTheWarmUpAndFallsToZero() {
        Schedule schedule = Schedule.of(100, 0.1);
        assertThat(schedule.factor(0)).isEqualTo(0);
        assertThat(schedule.factor(5)).isEqualTo(0.5);
        assertThat(schedule.factor(10)).isEqualTo(1);
        assertThat(schedule.factor(55)).isEqualTo(0.5);
        assertThat(schedule.factor(100)).isEqualTo(0);
    }

    @Test
    void beginsAtThePeakWithoutWarmUp() {
        assertThat(Schedule.of(4, 0).factor(0)).isEqualTo(1);
    }

    @Test
    void mayWarmUpToTheVeryEnd() {
        Schedule schedule = Schedule.of(4, 1);
        assertThat(schedule.factor(3)).isEqualTo(0.75);
        assertThat(schedule.factor(4)).isEqualTo(0);
    }
}
