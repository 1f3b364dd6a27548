package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import aprendiz.transformers.tasks.FillMask.Filling;
import aprendiz.transformers.tasks.FillMask.Mask;
import aprendiz.transformers.tasks.FillMask.Options;
import aprendiz.transformers.text.Span;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FillMaskTest {

    @Test
    void fillsAsThePipelineDoes() {
        Golden.cases("fill-mask").forEach((name, cases) -> {
            try (FillMask filler = FillMask.load(Golden.checkpoint(name))) {
                cases.forEach(one -> assertFilled(filler, one));
            }
        });
    }

    private static void assertFilled(FillMask filler, JsonNode one) {
        JsonNode given = one.path("options");
        Options options = new Options(given.path("top_k").asInt(5), Golden.texts(given.path("targets")));
        List<String> texts = Golden.texts(one.path("texts"));
        List<List<Mask>> answers = filler.fill(texts, options);
        for (int i = 0; i < texts.size(); i++) {
            JsonNode expected = one.path("answers").path(i);
            assertThat(answers.get(i)).hasSize(expected.size());
            for (int mask = 0; mask < expected.size(); mask++) {
                assertFilled(answers.get(i).get(mask).fillings(), expected.path(mask), texts.get(i) + " " + options);
            }
        }
    }

    private static void assertFilled(List<Filling> fillings, JsonNode expected, String where) {
        assertThat(fillings.stream().map(one -> List.<Object>of(one.id(), one.token(), one.sequence())))
                .as(where)
                .containsExactlyElementsOf(Golden.list(
                        expected,
                        one -> List.<Object>of(
                                one.path("token").intValue(),
                                one.path("token_str").textValue(),
                                one.path("sequence").textValue())));
        for (int i = 0; i < fillings.size(); i++) {
            Golden.assertNear(fillings.get(i).score(), expected.path(i).path("score"), where);
        }
    }

    @Test
    void saysWhereTheMaskStands() {
        try (FillMask filler = FillMask.load(Golden.checkpoint("fill"))) {
            List<Mask> masks = filler.fill("😀 [MASK] room [MASK]", Options.DEFAULT.withTopK(1));
            assertThat(masks.stream().map(Mask::span)).containsExactly(new Span(3, 9), new Span(15, 21));
        }
    }

    @Test
    void refusesATextWithoutAMask() {
        try (FillMask filler = FillMask.load(Golden.checkpoint("fill"))) {
            assertThatThrownBy(() -> filler.fill(List.of("a [MASK]", "a room"), Options.DEFAULT))
                    .isInstanceOf(Problem.class)
                    .hasMessage("texts[1] has no [MASK] among its first 48 tokens");
            assertThatThrownBy(() -> filler.fill("room ".repeat(50) + "[MASK]", Options.DEFAULT))
                    .hasMessageContaining("texts[0] has no [MASK]");
        }
    }

    @Test
    void refusesTargetsThatAreNoTokens() {
        try (FillMask filler = FillMask.load(Golden.checkpoint("fill"))) {
            assertThatThrownBy(() -> filler.fill("a [MASK]", Options.DEFAULT.withTargets("", " ")))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("have no token");
        }
    }
}
