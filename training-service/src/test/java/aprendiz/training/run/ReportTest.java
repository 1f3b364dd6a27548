package aprendiz.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.transformers.training.TensorReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final TensorReport TENSORS = new TensorReport(List.of(), List.of(), List.of(), 0, 0);

    @Test
    void knowsOverfittingByRisingValidationLossUnderFallingTrainingLoss() {
        assertThat(training(2, 0.9, 0.8, 0.7, 0.6).overfits()).isFalse();
        assertThat(training(1, 0.7, 0.6, 0.65, 0.75, 0.8).overfits()).isTrue();
        assertThat(training(3, 0.7, 0.6, 0.5, 0.51).overfits()).isFalse();
    }

    @Test
    void saysFirstThatMemoryRanOut() {
        assertThat(Cause.of(new IllegalStateException(
                        "ai.djl.engine.EngineException",
                        new RuntimeException(
                                "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes\nat"))))
                .startsWith("out of memory: use a smaller batch_size")
                .doesNotContain("\n");
        assertThat(Cause.of(new IllegalStateException("the disk is full\nat x")))
                .isEqualTo("java.lang.IllegalStateException: the disk is full");
    }

    private static Training training(int bestStep, double... validationLosses) {
        List<Progress.Evaluated> evaluations = new ArrayList<>();
        for (int i = 0; i < validationLosses.length; i++) {
            evaluations.add(
                    new Progress.Evaluated(Phase.FINE_TUNING, i + 1, i + 1, 1.0 / (i + 1), validationLosses[i], 0.5));
        }
        return new Training(validationLosses.length, bestStep, 0.5, 1, 0, TENSORS, evaluations);
    }
}
