package aprendiz.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.transformers.training.LabelledText;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelPairsTest {

    private static final List<LabelledText> TEXTS = List.of(
            new LabelledText("clean", 0),
            new LabelledText("quiet", 0),
            new LabelledText("dirty", 1),
            new LabelledText("loud", 1),
            new LabelledText("where", 2));

    @Test
    void pairsEachTextAsOftenWithItsOwnLabelAsWithOthers() {
        List<TextPair> pairs = LabelPairs.of(TEXTS, 3, 1);
        assertThat(pairs).hasSize(30);
        for (LabelledText text : TEXTS) {
            for (double similarity : List.of(0.0, 1.0)) {
                assertThat(pairs.stream()
                                .filter(pair -> pair.one().equals(text.text()) && pair.similarity() == similarity))
                        .hasSize(3)
                        .allMatch(pair -> label(pair.other()) == text.label() == (similarity == 1));
            }
        }
        assertThat(pairs.stream()
                        .filter(pair -> pair.similarity() == 1 && !pair.one().equals("where")))
                .noneMatch(pair -> pair.one().equals(pair.other()));
    }

    @Test
    void pairsTheSameForTheSameSeed() {
        assertThat(LabelPairs.of(TEXTS, 3, 1)).isEqualTo(LabelPairs.of(TEXTS, 3, 1));
        assertThat(LabelPairs.of(TEXTS, 3, 1)).isNotEqualTo(LabelPairs.of(TEXTS, 3, 2));
    }

    @Test
    void findsNothingUnlikeWhereThereIsOneLabel() {
        assertThat(LabelPairs.of(TEXTS.subList(0, 2), 2, 1)).hasSize(4).allMatch(pair -> pair.similarity() == 1);
    }

    private static int label(String text) {
        return TEXTS.stream()
                .filter(one -> one.text().equals(text))
                .findFirst()
                .orElseThrow()
                .label();
    }
}
