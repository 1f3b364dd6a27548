package aprendiz.inference.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoringTest {

    private static final Offset<Double> CLOSE = within(1e-6);

    @Test
    void scoresAsTheFunctionSays() {
        float[] logits = {1, 2, -1};
        assertThat(Scoring.SOFTMAX.scores(logits))
                .containsExactly(new double[] {0.2594965, 0.7053845, 0.0351190}, CLOSE);
        assertThat(Scoring.SIGMOID.scores(logits))
                .containsExactly(new double[] {0.7310586, 0.8807970, 0.2689414}, CLOSE);
        assertThat(Scoring.NONE.scores(logits)).containsExactly(1, 2, -1);
    }

    @Test
    void softmaxStandsLargeLogits() {
        assertThat(Scoring.SOFTMAX.scores(new float[] {1000, -1000})).containsExactly(1, 0);
    }

    @Test
    void aSingleLabelHoldsOrNot() {
        assertThat(Scoring.suiting(1)).isEqualTo(Scoring.SIGMOID);
        assertThat(Scoring.suiting(2)).isEqualTo(Scoring.SOFTMAX);
    }

    @Test
    void ordersTheBestFirst() {
        assertThat(Prediction.of(List.of("a", "b", "c", "d"), new double[] {0.2, 0.5, 0.1, 0.2}))
                .extracting(Prediction::label)
                .containsExactly("b", "a", "d", "c");
    }
}
