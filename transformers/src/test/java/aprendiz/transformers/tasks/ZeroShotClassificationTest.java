package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import aprendiz.transformers.tasks.ZeroShotClassification.Options;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroShotClassificationTest {

    @Test
    void classifiesAsThePipelineDoes() {
        Golden.cases("zero-shot-classification").forEach((name, cases) -> {
            try (ZeroShotClassification classifier = ZeroShotClassification.load(Golden.checkpoint(name))) {
                cases.forEach(one -> assertClassified(classifier, one));
            }
        });
    }

    private static void assertClassified(ZeroShotClassification classifier, JsonNode one) {
        JsonNode given = one.path("options");
        Options options = new Options(
                given.path("hypothesis_template").asText(Options.DEFAULT.hypothesisTemplate()),
                given.path("multi_label").asBoolean(false));
        List<String> texts = Golden.texts(one.path("texts"));
        List<List<LabelScore>> answers = classifier.classify(texts, Golden.texts(one.path("labels")), options);
        for (int i = 0; i < texts.size(); i++) {
            Golden.assertLabels(answers.get(i), one.path("answers").path(i), texts.get(i) + " " + options);
        }
    }

    @Test
    void sharesTheNetworkOfATextClassification() {
        try (TextClassification classification = TextClassification.load(Golden.checkpoint("nli"));
                ZeroShotClassification zeroShot = classification.zeroShot().orElseThrow()) {
            assertThat(zeroShot.classify("the room was clean", "sports", "food"))
                    .hasSize(2);
        }
    }

    @Test
    void refusesWhatItCannotAsk() {
        assertThatThrownBy(() -> Options.DEFAULT.withHypothesisTemplate("nothing"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("'nothing' must have {} once");
        try (ZeroShotClassification classifier = ZeroShotClassification.load(Golden.checkpoint("nli"))) {
            assertThatThrownBy(() -> classifier.classify("room")).hasMessageContaining("candidate_labels");
            assertThatThrownBy(() -> classifier.classify("", "food")).hasMessage("texts[0] is empty");
            assertThatThrownBy(() -> classifier.classify("room", "never ".repeat(60)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("too many");
        }
    }
}
