package aprendiz.inference.variants;

import static org.assertj.core.api.Assertions.assertThat;

import aprendiz.model.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final Setup PLAIN = new Setup(Form.PLAIN, 2, 1);
    private static final Setup ONNX_SIDE_BY_SIDE = new Setup(Form.ONNX, 1, 2);
    private static final Setup ONNX_TOGETHER = new Setup(Form.ONNX, 2, 1);
    private static final Setup INT8 = new Setup(Form.ONNX_INT8, 1, 2);

    private static Figures figures(Setup setup, double tokensPerSecond, double milliseconds) {
        return new Figures(setup, tokensPerSecond, milliseconds, null, null);
    }

    private static Setup chosen(Figures... figures) {
        return Choice.of("here", List.of(Form.values()), List.of(figures)).chosen();
    }

    @Test
    void takesTheFastest() {
        assertThat(chosen(figures(PLAIN, 100, 5), figures(ONNX_TOGETHER, 150, 5)))
                .isEqualTo(ONNX_TOGETHER);
    }

    @Test
    void takesWhoAnswersSoonerOfThoseThatAreAboutAsFast() {
        assertThat(chosen(figures(ONNX_SIDE_BY_SIDE, 105, 9), figures(ONNX_TOGETHER, 100, 5)))
                .isEqualTo(ONNX_TOGETHER);
    }

    @Test
    void takesAFormThatRoundsOnlyWhereItIsWorthIt() {
        assertThat(chosen(figures(PLAIN, 100, 5), figures(INT8, 119, 1))).isEqualTo(PLAIN);
        assertThat(chosen(figures(PLAIN, 100, 5), figures(INT8, 121, 1))).isEqualTo(INT8);
    }

    @Test
    void takesNoneThatWasRefused() {
        assertThat(chosen(figures(PLAIN, 100, 5), Figures.refused(Form.ONNX, "too far")))
                .isEqualTo(PLAIN);
        assertThat(chosen(Figures.refused(Form.ONNX, "too far")).form()).isEqualTo(Form.PLAIN);
    }

    @Test
    void isReadAgainAsItWasWritten() throws IOException {
        Choice choice = Choice.of(
                "here",
                List.of(Form.PLAIN, Form.ONNX),
                List.of(figures(PLAIN, 100, 5), Figures.refused(Form.ONNX, "too far")));
        assertThat(Json.MAPPER.readValue(Json.pretty(choice), Choice.class)).isEqualTo(choice);
        assertThat(choice.fits("here", List.of(Form.PLAIN, Form.ONNX))).isTrue();
        assertThat(choice.fits("there", List.of(Form.PLAIN, Form.ONNX))).isFalse();
        assertThat(choice.fits("here", List.of(Form.PLAIN))).isFalse();
    }
}
