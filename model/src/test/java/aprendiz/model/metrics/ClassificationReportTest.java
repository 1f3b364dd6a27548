package aprendiz.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.metrics.ClassificationReport.ClassScores;
import aprendiz.model.metrics.ClassificationReport.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassificationReportTest {

    private static final Offset<Double> CLOSE = within(1e-12);

    /** What scikit-learn says of some answers; src/test/python/golden_metrics.py asked it. */
    record Golden(
            String name,
            List<String> labels,
            List<String> truth,
            List<String> answers,
            double accuracy,
            double matthews,
            List<Double> interval,
            List<List<Long>> matrix,
            List<Double> precision,
            List<Double> recall,
            List<Double> f1,
            List<Long> support,
            Scores macro,
            Scores weighted) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Golden> goldens() throws IOException {
        try (InputStream in = ClassificationReportTest.class.getResourceAsStream("golden.json")) {
            return Arrays.asList(Json.parse(in.readAllBytes(), "golden.json", Golden[].class));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void saysWhatScikitLearnSays(Golden golden) {
        ConfusionMatrix matrix = ConfusionMatrix.of(golden.labels, golden.truth, golden.answers);
        ClassificationReport report = ClassificationReport.of(matrix);

        assertThat(matrix.counts()).isEqualTo(golden.matrix);
        assertThat(report.accuracy()).isCloseTo(golden.accuracy, CLOSE);
        assertThat(report.accuracyInterval().low()).isCloseTo(golden.interval.get(0), CLOSE);
        assertThat(report.accuracyInterval().high()).isCloseTo(golden.interval.get(1), CLOSE);
        assertThat(report.classes()).extracting(ClassScores::label).isEqualTo(golden.labels);
        for (int i = 0; i < golden.labels.size(); i++) {
            ClassScores one = report.classes().get(i);
            Scores expected = new Scores(golden.precision.get(i), golden.recall.get(i), golden.f1.get(i));
            assertClose(one.scores(), expected);
            assertThat(one.support()).isEqualTo(golden.support.get(i));
        }
        assertClose(report.macro(), golden.macro);
        assertClose(report.weighted(), golden.weighted);
        assertThat(report.matthews()).isCloseTo(golden.matthews, CLOSE);
        assertThat(report.metrics())
                .isEqualTo(Map.of(
                        "accuracy", report.accuracy(),
                        "macro-f1", report.macro().f1(),
                        "mcc", report.matthews(),
                        "weighted-f1", report.weighted().f1()));
    }

    private static void assertClose(Scores scores, Scores expected) {
        assertThat(scores.precision()).isCloseTo(expected.precision(), CLOSE);
        assertThat(scores.recall()).isCloseTo(expected.recall(), CLOSE);
        assertThat(scores.f1()).isCloseTo(expected.f1(), CLOSE);
    }

    @Test
    void refusesUnknownLabel() {
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a", "b"), List.of("a", "c"), List.of("a", "b")))
                .isInstanceOf(Problem.class)
                .hasMessage("example 1: 'c' is not one of [a, b]");
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a", "b"), List.of("a"), List.of("x")))
                .hasMessageContaining("example 0: 'x'");
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a"), List.of("a"), List.of()))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> ConfusionMatrix.of(List.of("a", "a"), List.of(), List.of()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("all different");
        assertThatThrownBy(() -> new ConfusionMatrix(List.of("a"), List.of(List.of(1L, 2L))))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new ConfusionMatrix(List.of("a"), List.of(List.of(-1L))))
                .isInstanceOf(Problem.class);
    }

    @Test
    void refusesToMeasureNothing() {
        ConfusionMatrix nothing = ConfusionMatrix.of(List.of("a"), List.of(), List.of());
        assertThatThrownBy(() -> ClassificationReport.of(nothing))
                .isInstanceOf(Problem.class)
                .hasMessage("no example was answered");
        assertThatThrownBy(() -> Interval.wilson(2, 1)).isInstanceOf(Problem.class);
    }

    @Test
    void travelsAsJson() {
        ConfusionMatrix matrix = ConfusionMatrix.of(List.of("a", "b"), List.of("a", "b"), List.of("a", "a"));
        ClassificationReport report = ClassificationReport.of(matrix);
        assertThat(Json.parse(Json.pretty(matrix), "matrix", ConfusionMatrix.class))
                .isEqualTo(matrix);
        assertThat(Json.parse(Json.pretty(report), "report", ClassificationReport.class))
                .isEqualTo(report);
    }
}
