package aprendiz.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aprendiz.model.Json;
import aprendiz.model.metrics.ConfusionMatrix;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ScoredTest {

    private static final List<String> LABELS = List.of("no", "yes");

    @Test
    void measuresAnswersAndTheirLoss() {
        Scored scored = Scored.ofLabels(
                LABELS, new int[] {0, 1, 1}, new float[][] {{0.75f, 0.25f}, {0.5f, 0.5f}, {0.2f, 0.8f}}, 1, 7);
        assertThat(scored.metrics().get("accuracy")).isEqualTo(2.0 / 3, within(1e-12));
        assertThat(scored.metrics().get("loss"))
                .isEqualTo(-(Math.log(0.75) + Math.log(0.5) + Math.log(0.8)) / 3, within(1e-6));
        assertThat(scored.metrics().get("roc-auc")).isEqualTo(1);
        assertThat(scored.metrics()).containsKeys("ece", "mcc", "macro-f1", "weighted-f1");
        assertThat(scored.intervals()).containsKeys("accuracy", "loss", "ece", "mcc", "macro-f1", "weighted-f1");
    }

    @Test
    void aProbabilityOfNothingCostsMuchButNotEverything() {
        Scored scored = Scored.ofLabels(LABELS, new int[] {0}, new float[][] {{0f, 1f}}, 1, 7);
        assertThat(scored.metrics().get("loss")).isBetween(80.0, 100.0);
        assertThat(scored.metrics()).doesNotContainKey("roc-auc");
    }

    @Test
    void travelsAsFlatJson() {
        Scored scored = Scored.ofLabels(LABELS, new int[] {0, 1}, new int[] {0, 0}, 7);
        JsonNode json = Json.parse(Json.pretty(scored), "scored", JsonNode.class);
        assertThat(json.at("/report/accuracy").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/confusion/counts")).hasSize(2);
        assertThat(json.has("calibration")).isFalse();
        assertThat(json.has("statistics")).isFalse();
    }

    @Test
    void aGainIsSureWhereEveryTextIsAnsweredBetter() {
        int[] truth = new int[50];
        int[] wrong = new int[50];
        Arrays.fill(wrong, 1);
        Gain gain = Gain.of(Scored.ofLabels(LABELS, truth, truth, 1), Scored.ofLabels(LABELS, truth, wrong, 1), 1)
                .get("accuracy");
        assertThat(gain).isEqualTo(new Gain(1, 1, 1));
    }

    @Test
    void aGainIsUnsureWhereFewTextsDecide() {
        int[] truth = new int[40];
        int[] almost = truth.clone();
        almost[0] = 1;
        Scored ours = Scored.ofLabels(LABELS, truth, truth, 1);
        Scored theirs = Scored.ofLabels(LABELS, truth, almost, 1);
        Gain gain = Gain.of(ours, theirs, 1).get("accuracy");
        assertThat(gain.gain()).isEqualTo(1.0 / 40, within(1e-12));
        assertThat(gain.low()).isZero();
        assertThat(gain.high()).isBetween(0.05, 0.11);
        assertThat(Gain.of(ours, theirs, 1)).containsEntry("accuracy", gain);
    }

    @Test
    void picturesAreXmlWhateverTheLabels() throws Exception {
        String losses =
                LossPlot.svg(List.of(new LossPlot.Point(10, 0.7, Double.NaN), new LossPlot.Point(20, 0.3, 0.5)), 20);
        String matrix = ConfusionPlot.svg(
                ConfusionMatrix.of(List.of("<a> & \"b\"", "c"), List.of("c"), List.of("<a> & \"b\"")));
        for (String picture : List.of(losses, matrix)) {
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(picture)));
        }
        assertThat(losses).contains("kept: step 20").doesNotContain("NaN");
        assertThat(matrix).contains("&lt;a&gt; &amp; &quot;b&quot;");
    }
}
