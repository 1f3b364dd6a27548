package aprendiz.inference.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.inference.asking.TooLarge;
import aprendiz.model.Problem;
import aprendiz.transformers.tasks.TextClassification.Function;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationRequestTest {

    private static ClassificationRequest parse(String json) {
        return ClassificationRequest.parse(json.getBytes(StandardCharsets.UTF_8), 3);
    }

    @Test
    void readsOneTextAndSeveral() {
        assertThat(parse("{\"inputs\": \"café 🛏\"}").texts()).containsExactly("café 🛏");
        assertThat(parse("{\"inputs\": [\"a\", \"b\"], \"options\": {\"use_cache\": true}}")
                        .texts())
                .containsExactly("a", "b");
    }

    @Test
    void readsParameters() {
        ClassificationRequest request =
                parse("{\"inputs\":\"a\",\"parameters\":{\"top_k\":2,\"function_to_apply\":\"sigmoid\"}}");
        assertThat(request.topK()).isEqualTo(2);
        assertThat(request.scoring()).isEqualTo(Function.SIGMOID);
        ClassificationRequest none =
                parse("{\"inputs\":\"a\",\"parameters\":{\"top_k\":null,\"function_to_apply\":null}}");
        assertThat(none.topK()).isNull();
        assertThat(none.scoring()).isEqualTo(Function.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | inputs: is missing",
                "[1] | inputs: is missing",
                "null | inputs: is missing",
                "`` | inputs: is missing",
                "{\"inputs\": [] } | inputs: must be a text or a list",
                "{\"inputs\": {} } | inputs: must be a text or a list",
                "{\"inputs\": 1 } | inputs: must be a text or a list",
                "{\"inputs\": \" \" } | inputs: is empty",
                "{\"inputs\": [\"a\", 1] } | inputs[1]: must be a text",
                "{\"inputs\": [\"a\", \"\\ud83d\"] } | inputs[1]: holds half a surrogate pair",
                "{\"inputs\": \"a\" | not JSON",
                "{\"inputs\": \"a\"} {} | not JSON",
                "{\"inputs\": \"a\", \"inputs\": \"b\"} | not JSON",
                "{\"inputs\": \"a\", \"parameters\": [] } | parameters: must be an object",
                "{\"inputs\": \"a\", \"parameters\": {\"top\": 1} } | parameters.top: is not known",
                "{\"inputs\": \"a\", \"parameters\": {\"top_k\": 0} } | parameters.top_k: must be a whole number",
                "{\"inputs\": \"a\", \"parameters\": {\"top_k\": 1.5} } | parameters.top_k: must be a whole number",
                "{\"inputs\": \"a\", \"parameters\": {\"function_to_apply\": \"max\"} } | must be softmax, sigmoid or none",
                "{\"inputs\": \"a\", \"parameters\": {\"function_to_apply\": 1} } | must be softmax, sigmoid or none",
            })
    void namesTheFieldThatIsWrong(String json, String complaint) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(Problem.class).hasMessageContaining(complaint);
    }

    @Test
    void refusesDeepNestingAndBytesThatAreNoUtf8() {
        assertThatThrownBy(() -> parse("{\"inputs\": " + "[".repeat(100_000)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("not JSON");
        byte[] latin1 = "{\"inputs\": \"habitación\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ClassificationRequest.parse(latin1, 3)).hasMessageContaining("not UTF-8");
    }

    @Test
    void refusesTooManyTexts() {
        assertThatThrownBy(() -> parse("{\"inputs\": [\"a\", \"b\", \"c\", \"d\"]}"))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("4 texts in one request; at most 3");
    }
}
