package aprendiz.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.transformers.training.LabelledText;
import aprendiz.transformers.training.TensorReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final TensorReport TENSORS = new TensorReport(List.of(), List.of(), List.of(), 0, 0);

    @Test
    void measuresAnswersAndTheirLoss() {
        List<LabelledText> part = List.of(new LabelledText("a", 0), new LabelledText("b", 1), new LabelledText("c", 1));
        Scored scored =
                Scored.of(List.of("no", "yes"), part, new float[][] {{0.75f, 0.25f}, {0.5f, 0.5f}, {0.2f, 0.8f}});
        assertThat(scored.correct()).containsExactly(true, false, true);
        assertThat(scored.report().accuracy()).isEqualTo(2.0 / 3, within(1e-12));
        assertThat(scored.loss()).isEqualTo(-(Math.log(0.75) + Math.log(0.5) + Math.log(0.8)) / 3, within(1e-6));
    }

    @Test
    void aProbabilityOfNothingCostsMuchButNotEverything() {
        Scored scored = Scored.of(List.of("no", "yes"), List.of(new LabelledText("a", 0)), new float[][] {{0f, 1f}});
        assertThat(scored.loss()).isBetween(80.0, 100.0);
    }

    @Test
    void aGainIsSureWhereEveryTextIsAnsweredBetter() {
        Gain gain = Gain.of(Collections.nCopies(50, true), Collections.nCopies(50, false), 1);
        assertThat(gain).isEqualTo(new Gain(1, 1, 1));
    }

    @Test
    void aGainIsUnsureWhereFewTextsDecide() {
        List<Boolean> ours = new ArrayList<>(Collections.nCopies(40, true));
        List<Boolean> theirs = new ArrayList<>(ours);
        theirs.set(0, false);
        Gain gain = Gain.of(ours, theirs, 1);
        assertThat(gain.accuracy()).isEqualTo(1.0 / 40, within(1e-12));
        assertThat(gain.low()).isZero();
        assertThat(gain.high()).isBetween(0.05, 0.11);
        assertThat(Gain.of(ours, theirs, 1)).isEqualTo(gain);
    }

    @Test
    void knowsOverfittingByRisingValidationLossUnderFallingTrainingLoss() {
        assertThat(training(2, 0.9, 0.8, 0.7, 0.6).overfits()).isFalse();
        assertThat(training(1, 0.7, 0.6, 0.65, 0.75, 0.8).overfits()).isTrue();
        assertThat(training(3, 0.7, 0.6, 0.5, 0.51).overfits()).isFalse();
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
