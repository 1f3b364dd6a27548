package aprendiz.inference.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests from the protocol's text, and what is wrong with others. {@code '} stands for {@code "}. */
class InferReaderTest {

    private static InferRequest read(String json) {
        return InferReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), OptionalInt.empty());
    }

    private static String input(String rest) {
        return "{'inputs': [{'name': 'x', " + rest + "}]}";
    }

    @Test
    void readsFlatAndNestedData() {
        String head = "'datatype': 'INT64', 'shape': [2, 3], 'data': ";
        Tensor flat = read(input(head + "[1, 2, 3, 4, 5, 6]")).required("x");
        assertThat(flat.elements()).isEqualTo(Elements.Whole.of(1, 2, 3, 4, 5, 6));
        assertThat(read(input(head + "[[1, 2, 3], [4, 5, 6]]")).required("x")).isEqualTo(flat);
        assertThat(read(input("'datatype': 'INT64', 'shape': [1], 'data': [9007199254740993]"))
                        .required("x")
                        .elements())
                .isEqualTo(Elements.Whole.of(9007199254740993L));
    }

    @Test
    void readsEverythingThatARequestHas() {
        InferRequest request = read("{'id': '42', 'parameters': {'top_k': 1, 'binary_data_output': true},"
                + " 'inputs': [{'name': 'text', 'shape': [2], 'datatype': 'BYTES', 'parameters': {}, 'data': ['a', 'b']}],"
                + " 'outputs': [{'name': 'logits', 'parameters': {'binary_data': false}},"
                + " {'name': 'scores', 'parameters': {'classification': 2}}]}");
        assertThat(request.id()).isEqualTo("42");
        assertThat(request.required("text").texts()).containsExactly("a", "b");
        assertThat(request.outputs())
                .containsExactly(
                        new InferRequest.Output("logits", false, 0), new InferRequest.Output("scores", true, 2));
        assertThat(request.parameters().path("top_k").intValue()).isEqualTo(1);
        assertThat(request.binaryOutputs()).isTrue();
    }

    @Test
    void readsRawDataBehindTheJson() {
        String json =
                "{'inputs': [{'name': 'a', 'datatype': 'BYTES', 'shape': [1], 'parameters': {'binary_data_size': 5}},"
                        + "{'name': 'b', 'datatype': 'INT64', 'shape': [1], 'data': [7]},"
                        + "{'name': 'c', 'datatype': 'BOOL', 'shape': [2], 'parameters': {'binary_data_size': 2}}]}";
        byte[] body = (json.replace('\'', '"') + "\1\0\0\0x" + "\1\0").getBytes(StandardCharsets.UTF_8);
        InferRequest request = InferReader.read(body, OptionalInt.of(json.length()));
        assertThat(request.required("a").texts()).containsExactly("x");
        assertThat(request.required("c").elements()).isEqualTo(Elements.Whole.of(1, 0));
        assertThat(InferReader.read("abc".getBytes(StandardCharsets.UTF_8), OptionalInt.of(0))
                        .required("text")
                        .texts())
                .containsExactly("abc");
        assertThatThrownBy(() -> InferReader.read(body, OptionalInt.of(body.length + 1)))
                .hasMessageContaining("Inference-Header-Content-Length");
        assertThatThrownBy(() -> InferReader.read(body, OptionalInt.of(-1)))
                .hasMessageContaining("Inference-Header-Content-Length");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | inputs: is missing",
                "{'inputs': []} | inputs: must have at least one tensor",
                "{'inputs': [1]} | inputs[0]: must be an object",
                "{'inputs': [{'datatype': 'FP32'}]} | inputs[0].name: is missing",
                "{'inputs': [{'name': 'x'}]} | inputs[0].datatype: is missing",
                "{'inputs': [{'name': 'x', 'datatype': 'FP8'}]} | inputs[0].datatype: 'FP8' is not one of",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32'}]} | inputs[0].shape: is missing",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [1.5]}]} | inputs[0].shape: must be a list of whole",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [0]}]} | inputs[0].shape: [0] has a size of 0",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [99999999999]}]} | more elements than any request",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [1]}]} | inputs[0].data: is missing",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [3], 'data': [1]}]} | must be a list of 3 elements",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [2, 1], 'data': [[1], []]}]} | data[1]: must be a list of 1",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [1], 'data': ['a']}]} | data[0]: is not a number",
                "{'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [1], 'data': [NaN]}]} | the body:1: Non-standard token 'NaN'",
                "{'inputs': [{'name': 'x', 'datatype': 'INT8', 'shape': [1], 'data': [128]}]} | data[0]: '128' is no INT8",
                "{'inputs': [{'name': 'x', 'datatype': 'INT64', 'shape': [1], 'data': [1e400]}]} | Infinity",
                "{'inputs': [{'name': 'x', 'datatype': 'BYTES', 'shape': [1], 'data': [1]}]} | data[0]: must be a text",
                "{'inputs': [{'name': 'x', 'datatype': 'BYTES', 'shape': [1], 'parameters': {'binary_data_size': 9}}]} | claims 9 bytes, but 0 are left",
            })
    void namesThePlaceThatIsWrong(String json, String complaint) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Problem.class).hasMessageContaining(complaint);
    }

    @Test
    void refusesTwoOfOneNameAndBytesThatBelongToNothing() {
        String one = "{'name': 'x', 'datatype': 'INT64', 'shape': [1], 'data': [7]}";
        assertThatThrownBy(() -> read("{'inputs': [" + one + ", " + one + "]}"))
                .hasMessageContaining("two of the name x");
        byte[] body = ("{'inputs': [" + one + "]}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> InferReader.read(
                        List.of(body, new byte[3]).stream().reduce(new byte[0], InferReaderTest::joined),
                        OptionalInt.of(body.length)))
                .hasMessageContaining("3 bytes after the JSON");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
