package aprendiz.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TfIdfRegressionTest extends LearnerKit<String> {

    /** What scikit-learn answers; src/test/python/golden_regression.py asked it. */
    record Golden(
            double cost,
            List<String> texts,
            List<String> labels,
            List<String> asked,
            List<Map<String, Double>> probabilities) {}

    @Override
    Learner<String> learner() {
        return new TfIdfRegression();
    }

    @Override
    List<Example<String>> examples() {
        return Reviews.examples();
    }

    @Override
    List<String> strangeInputs() {
        return Reviews.strangeInputs();
    }

    @Test
    void answersAsScikitLearnDoes() throws IOException {
        Golden[] goldens;
        try (InputStream in = TfIdfRegressionTest.class.getResourceAsStream("regression.json")) {
            goldens = Json.parse(in.readAllBytes(), "regression.json", Golden[].class);
        }
        for (Golden golden : goldens) {
            Learner<String> learner = new TfIdfRegression(new BagOfWords(2), golden.cost);
            for (int i = 0; i < golden.texts.size(); i++) {
                learner.learn(golden.texts.get(i), golden.labels.get(i));
            }
            for (int i = 0; i < golden.asked.size(); i++) {
                Prediction answer = learner.predict(golden.asked.get(i));
                golden.probabilities
                        .get(i)
                        .forEach((label, probability) ->
                                assertThat(answer.probability(label)).isCloseTo(probability, within(1e-4)));
            }
        }
    }

    @Test
    void findsTheMinimumOfAStretchedBowl() {
        double[] place = {-1.2, 1, 3};
        Lbfgs.minimise(
                (x, gradient) -> {
                    double value = 0;
                    for (int i = 0; i < x.length; i++) {
                        double stretch = Math.pow(100, i);
                        value += stretch * (x[i] - i) * (x[i] - i) / 2;
                        gradient[i] = stretch * (x[i] - i);
                    }
                    return value;
                },
                place,
                1e-9);
        assertThat(place).containsExactly(new double[] {0, 1, 2}, within(1e-8));
    }

    @Test
    void leavesOutRareTermsWhereThereAreTooMany() {
        TfIdf terms = new TfIdf(new BagOfWords(1), List.of("b a", "b c", "b c"), 2);
        assertThat(terms.size()).isEqualTo(2);
        double[] weights = {1, 10};
        assertThat(terms.vector("a").times(weights, 0)).isZero();
        assertThat(terms.vector("b").times(weights, 0)).isEqualTo(1);
        assertThat(terms.vector("c").times(weights, 0)).isEqualTo(10);
    }

    @Test
    void refusesACostOfNothing() {
        for (double cost : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new TfIdfRegression(new BagOfWords(1), cost))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
