package aprendiz.inference.asking;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.inference.serving.Pin;
import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.LabelScore;
import aprendiz.transformers.tasks.TextClassification.Options;
import aprendiz.transformers.text.Text;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {

    private static final List<Item<List<LabelScore>>> ANSWER =
            List.of(new Item.Answered<>(List.of(new LabelScore("good", 0.9))));

    private final AnswerCache cache = new AnswerCache(10, new SimpleMeterRegistry());

    private static Pin version(int number) {
        Digest digest = Digest.of(new byte[] {(byte) number});
        return new Pin(ModelName.of("acme/rooms"), number, digest.hex().substring(0, 40), digest);
    }

    private static Classify query(String text, Options options) {
        return new Classify(List.of(Text.of(text)), options);
    }

    @Test
    void knowsTheSameQuestionToTheSameVersionOnly() {
        cache.put(version(1), query("Fine.", Options.ALL), ANSWER);
        assertThat(cache.get(version(1), query("Fine.", Options.ALL))).hasValue(ANSWER);
        assertThat(cache.get(version(2), query("Fine.", Options.ALL))).isEmpty();
        assertThat(cache.get(version(1), query("Fine!", Options.ALL))).isEmpty();
        assertThat(cache.get(version(1), query("Fine.", Options.BEST))).isEmpty();
    }

    @Test
    void keepsNoFailureAndNothingWithoutRoom() {
        cache.put(version(1), query("Bad.", Options.ALL), List.of(new Item.Failed<>(Problem.invalid("Bad", "bad"))));
        assertThat(cache.get(version(1), query("Bad.", Options.ALL))).isEmpty();
        AnswerCache off = new AnswerCache(0, new SimpleMeterRegistry());
        off.put(version(1), query("Fine.", Options.ALL), ANSWER);
        assertThat(off.get(version(1), query("Fine.", Options.ALL))).isEmpty();
    }
}
