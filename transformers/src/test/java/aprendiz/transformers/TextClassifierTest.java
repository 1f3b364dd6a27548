package aprendiz.transformers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextClassifierTest {

    @Test
    void answersAsTransformersDoes() {
        float[] golden = TinyBert.golden("logits");
        try (TextClassifier classifier = TextClassifier.load(TinyBert.FOLDER)) {
            List<String> texts = TinyBert.texts();
            float[][] logits = classifier.logits(texts);
            for (int i = 0; i < texts.size(); i++) {
                for (int label = 0; label < 3; label++) {
                    assertThat(logits[i][label]).isCloseTo(golden[i * 3 + label], within(1e-4f));
                }
            }
            assertThat(classifier.labels()).containsExactly("bad", "middling", "good");
        }
    }
}
