package aprendiz.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MultinomialNaiveBayesTest extends LearnerKit<String> {

    @Override
    Learner<String> learner() {
        return new MultinomialNaiveBayes();
    }

    @Override
    List<Example<String>> examples() {
        return Reviews.examples();
    }

    @Override
    List<String> strangeInputs() {
        return Reviews.strangeInputs();
    }

    /** Example 13.1 of the book: P(c|d5) ∝ 3/4 · (3/7)³ · 1/14 · 1/14, P(¬c|d5) ∝ 1/4 · (2/9)³ · 2/9 · 2/9. */
    @Test
    void answersAsTheBookDoes() {
        Learner<String> learner = new MultinomialNaiveBayes(new BagOfWords(1), 1);
        learner.learn("Chinese Beijing Chinese", "yes");
        learner.learn("Chinese Chinese Shanghai", "yes");
        learner.learn("Chinese Macao", "yes");
        learner.learn("Tokyo Japan Chinese", "no");

        Prediction answer = learner.predict("Chinese Chinese Chinese Tokyo Japan");

        double yes = 3.0 / 4 * Math.pow(3.0 / 7, 3) / 14 / 14;
        double no = 1.0 / 4 * Math.pow(2.0 / 9, 5);
        assertThat(answer.label()).contains("yes");
        assertThat(answer.probability("yes")).isCloseTo(yes / (yes + no), within(1e-12));
    }

    @Test
    void hearsPairsOfWords() {
        Learner<String> learner = taught(learner());
        assertThat(learner.predict("not clean").label()).contains("bad");
        assertThat(learner.predict("very clean").label()).contains("good");
    }

    @Test
    void fallsBackOnFrequencyWhereNoWordIsKnown() {
        Prediction answer = taught(learner()).predict("xyzzy");
        assertThat(answer.probability("good")).isCloseTo(8.0 / 13, within(1e-12));
    }

    @Test
    void staysFiniteOnLongTexts() {
        Prediction answer = taught(learner()).predict("clean ".repeat(50_000));
        assertThat(answer.label()).contains("good");
        assertThat(answer.probability("bad")).isZero();
    }

    @Test
    void keepsItsSettingsWhenFresh() {
        MultinomialNaiveBayes fresh = (MultinomialNaiveBayes) new MultinomialNaiveBayes(new BagOfWords(3), 0.5).fresh();
        assertThat(fresh.bag()).isEqualTo(new BagOfWords(3));
        assertThat(fresh.smoothing()).isEqualTo(0.5);
    }

    @Test
    void refusesSmoothingThatSmoothsNothing() {
        for (double smoothing : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new MultinomialNaiveBayes(new BagOfWords(1), smoothing))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void cutsTextsIntoTerms() {
        assertThat(new BagOfWords(2).terms("It's NOT clean. ¡Qué lástima!"))
                .containsExactly(
                        "it's", "not", "clean", "qué", "lástima", "it's not", "not clean", "clean qué", "qué lástima");
        assertThat(new BagOfWords(1).terms("")).isEmpty();
        assertThatThrownBy(() -> new BagOfWords(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
