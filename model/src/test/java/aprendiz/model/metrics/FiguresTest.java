package aprendiz.model.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.model.metrics.AnswerScore.Articles;
import aprendiz.model.metrics.ClassificationReport.Scores;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the reference implementations say; src/test/python/golden_figures.py asked them. */
class FiguresTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    record Golden(
            List<OneLabel> oneLabel,
            List<Many> manyLabels,
            List<Entities> entities,
            List<Answer> answers,
            List<Numbers> numbers,
            List<Drawn> intervals) {}

    @SuppressWarnings("ArrayRecordComponent")
    record OneLabel(
            int[] truth,
            float[][] probabilities,
            double rocAuc,
            double error,
            double temperature,
            double loss,
            double matthews) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Many(
            boolean[][] truth,
            float[][] probabilities,
            double rocAuc,
            double exact,
            double micro,
            double macro,
            double weighted) {}

    record Entities(
            List<List<String>> truth,
            List<List<String>> answers,
            List<List<Double>> lenient,
            List<List<Double>> strict) {}

    record Answer(String answer, List<String> right, double exact, double f1) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Numbers(double[] truth, double[] answers, double pearson, double spearman, double mae, double rmse) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Drawn(double[] values, double low, double high) {}

    private static Golden golden;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = FiguresTest.class.getResourceAsStream("figures.json")) {
            golden = Json.parse(in.readAllBytes(), "figures.json", Golden.class);
        }
    }

    @Test
    void areasUnderCurvesAreThoseOfScikitLearn() {
        for (OneLabel one : golden.oneLabel) {
            Statistic area = RocAuc.ofOne(one.probabilities, one.truth);
            assertThat(area.ofAll(one.truth.length)).isCloseTo(one.rocAuc, within(1e-7));
        }
        for (Many many : golden.manyLabels) {
            Statistic area = RocAuc.ofMany(many.probabilities, many.truth);
            assertThat(area.ofAll(many.truth.length)).isCloseTo(many.rocAuc, CLOSE);
        }
        assertThat(new RocAuc(new double[] {1, 2}, new boolean[] {true, true}).ofAll(2))
                .isNaN();
    }

    @Test
    void aDrawCountsAsExamplesWrittenOut() {
        OneLabel one = golden.oneLabel.getLast();
        int n = one.truth.length;
        int[] times = IntStream.range(0, n).map(i -> i * 7 % 3).toArray();
        int[] drawn = IntStream.range(0, n)
                .flatMap(i -> IntStream.generate(() -> i).limit(times[i]))
                .toArray();
        int[] truth = Arrays.stream(drawn).map(i -> one.truth[i]).toArray();
        float[][] rows =
                Arrays.stream(drawn).mapToObj(i -> one.probabilities[i]).toArray(float[][]::new);
        double[] numbers = Arrays.stream(drawn).mapToDouble(i -> i * 5 % 11).toArray();
        double[] answers = Arrays.stream(drawn).mapToDouble(i -> i * 3 % 13).toArray();
        double[] allNumbers = IntStream.range(0, n).mapToDouble(i -> i * 5 % 11).toArray();
        double[] allAnswers = IntStream.range(0, n).mapToDouble(i -> i * 3 % 13).toArray();

        assertThat(RocAuc.ofOne(one.probabilities, one.truth).of(times))
                .isCloseTo(RocAuc.ofOne(rows, truth).ofAll(drawn.length), CLOSE);
        assertThat(Calibration.error(one.probabilities, one.truth).of(times))
                .isCloseTo(Calibration.error(rows, truth).ofAll(drawn.length), CLOSE);
        assertThat(NumbersReport.pearson(allNumbers, allAnswers).of(times))
                .isCloseTo(NumbersReport.pearson(numbers, answers).ofAll(drawn.length), CLOSE);
        assertThat(NumbersReport.spearman(allNumbers, allAnswers).of(times))
                .isCloseTo(NumbersReport.spearman(numbers, answers).ofAll(drawn.length), CLOSE);
    }

    @Test
    void calibrationIsThatOfTheReference() {
        for (OneLabel one : golden.oneLabel) {
            double temperature = Temperature.fit(one.probabilities, one.truth);
            assertThat(temperature).isCloseTo(one.temperature, within(1e-4));
            Calibration calibration = Calibration.of(one.probabilities, one.truth, temperature);
            assertThat(calibration.error()).isCloseTo(one.error, CLOSE);
            float[][] scaled = Temperature.scale(one.probabilities, temperature);
            double loss = IntStream.range(0, one.truth.length)
                    .mapToDouble(i -> -Math.log(scaled[i][one.truth[i]]))
                    .average()
                    .orElseThrow();
            assertThat(loss).isCloseTo(one.loss, within(1e-6));
            assertThat(calibration.bins()).allMatch(bin -> bin.confidence() <= bin.upTo() + 1e-6);
        }
    }

    /** Guo et al.'s error by hand: three bins hold .95 and .9, .62 with .55, .8 with .7 apart. */
    @Test
    void calibrationErrorOfSixAnswers() {
        float[] sure = {.95f, .9f, .62f, .55f, .8f, .7f};
        boolean[] right = {true, true, false, true, true, false};
        float[][] rows = new float[6][];
        int[] truth = new int[6];
        for (int i = 0; i < 6; i++) {
            rows[i] = new float[] {sure[i], 1 - sure[i]};
            truth[i] = right[i] ? 0 : 1;
        }
        assertThat(Calibration.error(rows, truth).ofAll(6)).isCloseTo(0.353333, within(1e-6));
    }

    @Test
    void aTemperatureStaysInBoundsWhereEveryAnswerIsRight() {
        float[][] rows = {{0.9f, 0.1f}, {0.2f, 0.8f}};
        assertThat(Temperature.fit(rows, new int[] {0, 1})).isBetween(0.01, 0.011);
        assertThat(Temperature.fit(rows, new int[] {1, 0})).isBetween(99.0, 100.0);
    }

    @Test
    void correlationOfLabelsIsThatOfScikitLearn() {
        for (OneLabel one : golden.oneLabel) {
            int labels = one.probabilities[0].length;
            int[] answers =
                    Arrays.stream(one.probabilities).mapToInt(Tally::likeliest).toArray();
            int[] times = new int[answers.length];
            Arrays.fill(times, 1);
            assertThat(Tally.ofOne(labels, one.truth, answers, times).matthews())
                    .isCloseTo(one.matthews, CLOSE);
        }
    }

    @Test
    void manyLabelsScoreAsInScikitLearn() {
        for (Many many : golden.manyLabels) {
            int n = many.truth.length;
            boolean[][] answers = new boolean[n][4];
            for (int i = 0; i < n; i++) {
                for (int label = 0; label < 4; label++) {
                    answers[i][label] = many.probabilities[i][label] > 0.5;
                }
            }
            int[] times = new int[n];
            Arrays.fill(times, 1);
            Tally tally = Tally.ofMany(4, many.truth, answers, times);
            assertThat(tally.accuracy()).isCloseTo(many.exact, CLOSE);
            assertThat(tally.microF1()).isCloseTo(many.micro, CLOSE);
            assertThat(tally.macroF1()).isCloseTo(many.macro, CLOSE);
            assertThat(tally.weightedF1()).isCloseTo(many.weighted, CLOSE);
            ClassificationReport report = ClassificationReport.of(List.of("a", "b", "c", "d"), tally);
            assertThat(report.micro().f1()).isCloseTo(many.micro, CLOSE);
            assertThat(report.macro().f1()).isCloseTo(many.macro, CLOSE);
        }
    }

    @Test
    void entitiesScoreAsInSeqeval() {
        for (Entities one : golden.entities) {
            assertSame(EntityReport.of(one.truth, one.answers, Tagging.LENIENT), one.lenient);
            assertSame(EntityReport.of(one.truth, one.answers, Tagging.IOB2), one.strict);
            assertThat(EntityReport.f1(one.truth, one.answers, Tagging.IOB2).ofAll(one.truth.size()))
                    .isCloseTo(one.strict.getFirst().getLast(), CLOSE);
        }
        assertThatThrownBy(() -> EntityReport.of(List.of(List.of("O")), List.of(List.of()), Tagging.IOB2))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("every word");
    }

    private static void assertSame(EntityReport report, List<List<Double>> expected) {
        List<Scores> found = List.of(report.micro(), report.macro(), report.weighted());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).precision()).isCloseTo(expected.get(i).get(0), CLOSE);
            assertThat(found.get(i).recall()).isCloseTo(expected.get(i).get(1), CLOSE);
            assertThat(found.get(i).f1()).isCloseTo(expected.get(i).get(2), CLOSE);
        }
    }

    @Test
    void answersScoreAsInSquad() {
        for (Answer one : golden.answers) {
            AnswerScore score = AnswerScore.of(one.answer, one.right, Articles.ENGLISH);
            assertThat(score.exactMatch()).as(one.toString()).isEqualTo(one.exact);
            assertThat(score.f1()).as(one.toString()).isCloseTo(one.f1, CLOSE);
        }
    }

    @Test
    void knowsSpanishArticlesWhereToldTo() {
        List<String> right = List.of("el Puente Nuevo");
        assertThat(AnswerScore.of("Puente Nuevo", right, Articles.SPANISH).exactMatch())
                .isEqualTo(1);
        assertThat(AnswerScore.of("Puente Nuevo", right, Articles.ENGLISH).exactMatch())
                .isZero();
        assertThat(AnswerScore.words("Una habitación, ¡a las 8!", Articles.SPANISH))
                .containsExactly("habitación", "¡a", "8");
    }

    @Test
    void numbersCorrelateAsInScipy() {
        for (Numbers one : golden.numbers) {
            NumbersReport report = NumbersReport.of(one.truth, one.answers);
            assertThat(report.pearson()).isCloseTo(one.pearson, CLOSE);
            assertThat(report.spearman()).isCloseTo(one.spearman, CLOSE);
            assertThat(report.meanAbsoluteError()).isCloseTo(one.mae, CLOSE);
            assertThat(report.rootMeanSquaredError()).isCloseTo(one.rmse, CLOSE);
        }
        assertThat(NumbersReport.of(new double[] {1, 2}, new double[] {3, 3}).metrics())
                .containsOnlyKeys("mae", "rmse");
    }

    @Test
    void intervalsAreThoseOfScipysBootstrapButForTheDraws() {
        for (Drawn one : golden.intervals) {
            Statistic mean = Statistic.mean(one.values);
            Interval interval = new Bootstrap(5000, 3).interval(one.values.length, mean);
            double width = one.high - one.low;
            assertThat(interval.low()).isCloseTo(one.low, within(0.05 * width));
            assertThat(interval.high()).isCloseTo(one.high, within(0.05 * width));
            assertThat(new Bootstrap(5000, 3).interval(one.values.length, mean)).isEqualTo(interval);
        }
    }

    @Test
    void aFigureThatIsMostlyUndefinedHasNoInterval() {
        SortedMap<String, Interval> found =
                Bootstrap.of(1).intervals(5, Map.of("never", times -> Double.NaN, "always", times -> 2));
        assertThat(found).isEqualTo(Map.of("always", new Interval(2, 2)));
        assertThatThrownBy(() -> Bootstrap.of(1).interval(0, times -> 1)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> new Bootstrap(10, 1)).hasMessageContaining("1000 are usual");
    }
}
