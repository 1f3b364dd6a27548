package aprendiz.inference.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.inference.TooLarge;
import aprendiz.inference.asking.Classify;
import aprendiz.inference.protocol.Fields;
import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.transformers.tasks.TextClassification.Function;
import aprendiz.transformers.tasks.TextClassification.Options;
import aprendiz.transformers.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {

    private static Pipeline<?> read(Task task, String json) {
        return Pipeline.read(task, Fields.of(json.getBytes(StandardCharsets.UTF_8)), 3);
    }

    @Test
    void readsOneTextSeveralAndPairs() {
        assertThat(read(Task.TEXT_CLASSIFICATION, "{\"inputs\": \"café 🛏\"}").query())
                .isEqualTo(new Classify(List.of(Text.of("café 🛏")), Options.ALL));
        String two =
                "{\"inputs\": [\"a\", {\"text\": \"b\", \"text_pair\": \"c\"}], \"options\": {\"use_cache\": true}}";
        assertThat(read(Task.TEXT_CLASSIFICATION, two).query())
                .isEqualTo(new Classify(List.of(Text.of("a"), Text.pair("b", "c")), Options.ALL));
    }

    @Test
    void readsParameters() {
        String some = "{\"inputs\":\"a\",\"parameters\":{\"top_k\":2,\"function_to_apply\":\"sigmoid\"}}";
        assertThat(read(Task.TEXT_CLASSIFICATION, some).query())
                .isEqualTo(new Classify(List.of(Text.of("a")), new Options(2, Function.SIGMOID)));
        String none = "{\"inputs\":\"a\",\"parameters\":{\"top_k\":null,\"function_to_apply\":null}}";
        assertThat(read(Task.TEXT_CLASSIFICATION, none).query())
                .isEqualTo(new Classify(List.of(Text.of("a")), Options.ALL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text-classification | {} | inputs: is missing",
                "text-classification | [1] | the body: must be an object",
                "text-classification | null | the body: must be an object",
                "text-classification | `` | the body: is empty",
                "text-classification | {\"inputs\": [] } | inputs: is an empty list",
                "text-classification | {\"inputs\": {} } | inputs.text: is missing",
                "text-classification | {\"inputs\": 1 } | inputs: must be a text",
                "text-classification | {\"inputs\": \" \" } | inputs: is empty",
                "text-classification | {\"inputs\": [\"a\", 1] } | inputs[1]: must be a text",
                "text-classification | {\"inputs\": [\"a\", \"\\ud83d\"] } | inputs[1]: holds half a surrogate pair",
                "text-classification | {\"inputs\": \"a\" | the body:1: Unexpected end-of-input",
                "text-classification | {\"inputs\": \"a\"} {} | the body:1: Trailing token",
                "text-classification | {\"inputs\": \"a\", \"inputs\": \"b\"} | the body:1: Duplicate field",
                "text-classification | {\"inputs\": \"a\", \"parameters\": [] } | parameters: must be an object",
                "text-classification | {\"inputs\": \"a\", \"parameters\": {\"top\": 1} } | parameters.top: is not known",
                "text-classification | {\"inputs\": \"a\", \"parameters\": {\"top_k\": 0} } | parameters.top_k: must be a whole number",
                "text-classification | {\"inputs\": \"a\", \"parameters\": {\"top_k\": 1.5} } | parameters.top_k: must be a whole number",
                "text-classification | {\"inputs\": \"a\", \"parameters\": {\"function_to_apply\": \"max\"} } | 'max' is not one of",
                "text-classification | {\"inputs\": \"a\", \"parameters\": {\"function_to_apply\": 1} } | must be a text",
                "text-classification | {\"inputs\": \"a\", \"parameters\": {\"candidate_labels\": []} } | candidate_labels: must be a list",
                "token-classification | {\"inputs\": \"a\", \"parameters\": {\"aggregation_strategy\": \"mean\"} } | 'mean' is not one of",
                "question-answering | {\"inputs\": {\"question\": \"a\"} } | inputs.context: is missing",
                "fill-mask | {\"inputs\": \"a\", \"parameters\": {\"targets\": [1]} } | parameters.targets[0]: must be a text",
                "feature-extraction | {\"inputs\": \"a\", \"dimensions\": 0} | dimensions: must be a whole number from 1",
                "feature-extraction | {\"inputs\": \"a\", \"normal\": true} | normal: is not known",
                "feature-extraction | {\"inputs\": {\"source_sentence\": \"a\"} } | inputs.sentences: is missing",
            })
    void namesTheFieldThatIsWrong(String task, String json, String complaint) {
        assertThatThrownBy(() -> read(Task.of(task), json))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesDeepNestingAndBytesThatAreNoUtf8() {
        assertThatThrownBy(() -> read(Task.FILL_MASK, "{\"inputs\": " + "[".repeat(100_000)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("nesting");
        byte[] latin1 = "{\"inputs\": \"habitación\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Fields.of(latin1)).hasMessageContaining("not UTF-8");
    }

    @Test
    void refusesTooManyTexts() {
        assertThatThrownBy(() -> read(Task.TEXT_CLASSIFICATION, "{\"inputs\": [\"a\", \"b\", \"c\", \"d\"]}"))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("4 texts in one request; at most 3");
        String labels = "{\"inputs\": [\"a\", \"b\"], \"parameters\": {\"candidate_labels\": \"c,d\"}}";
        assertThatThrownBy(() -> read(Task.TEXT_CLASSIFICATION, labels))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("2 texts with 2 labels each");
    }
}
