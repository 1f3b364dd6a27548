package aprendiz.inference.openinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawElementsTest {

    private static ByteBuffer hex(String bytes) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(bytes.replace(" ", "")));
    }

    private static String toHex(ByteBuffer raw) {
        byte[] bytes = new byte[raw.remaining()];
        raw.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL, 0100, 1, 0",
        "UINT8, ff01, 255, 1",
        "INT8, ff01, -1, 1",
        "UINT16, ffff0100, 65535, 1",
        "INT16, feff0100, -2, 1",
        "UINT32, ffffffff01000000, 4294967295, 1",
        "INT32, ffffffff01000000, -1, 1",
        "INT64, ffffffffffffffff0100000000000000, -1, 1",
    })
    void readsWholeNumbersLeastByteFirst(Datatype datatype, String bytes, long first, long second) {
        assertThat(RawElements.read("x", datatype, 2, hex(bytes))).isEqualTo(Elements.Whole.of(first, second));
    }

    @ParameterizedTest
    @CsvSource({
        "FP16, 003c00c1, 1, -2.5",
        "BF16, 803f20c0, 1, -2.5",
        "FP32, 0000803f000020c0, 1, -2.5",
        "FP64, 000000000000f03f00000000000004c0, 1, -2.5",
    })
    void readsRealNumbers(Datatype datatype, String bytes, float first, float second) {
        assertThat(RawElements.read("x", datatype, 2, hex(bytes))).isEqualTo(Elements.Real.of(first, second));
    }

    @Test
    void readsAndWritesTextsWithTheirLengths() {
        String bytes = "03000000" + "616263" + "00000000" + "04000000" + "f09f9b8f";
        Elements texts = new Elements.Texts(List.of("abc", "", "🛏"));
        assertThat(RawElements.read("x", Datatype.BYTES, 3, hex(bytes))).isEqualTo(texts);
        assertThat(toHex(RawElements.write(texts))).isEqualTo(bytes);
    }

    @Test
    void writesNumbersLeastByteFirst() {
        assertThat(toHex(RawElements.write(Elements.Real.of(1, -2.5f)))).isEqualTo("0000803f000020c0");
        assertThat(toHex(RawElements.write(Elements.Whole.of(-2)))).isEqualTo("feffffffffffffff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FP32 | 2 | 0000803f | x: 2 elements of FP32 are 8 bytes, but there are 4",
                "INT64 | 1 | 000000000000000000 | x: 1 elements of INT64 are 8 bytes, but there are 9",
                "BOOL | 1 | 02 | x[0]: 2 is no BOOL",
                "BYTES | 1 | ffffffff61 | x[0]: claims 4294967295 bytes, but 1 are left",
                "BYTES | 1 | 0200000061 | x[0]: claims 2 bytes, but 1 are left",
                "BYTES | 2 | 0100000061 0100 | x: ends within the length of an element",
                "BYTES | 1 | 0100000061 00 | x: 1 bytes are left after 1 elements",
                "BYTES | 1 | 01000000ff | x[0]: is not UTF-8",
            })
    void saysWhatIsWrong(Datatype datatype, int count, String bytes, String complaint) {
        assertThatThrownBy(() -> RawElements.read("x", datatype, count, hex(bytes)))
                .isInstanceOf(Problem.class)
                .hasMessage(complaint);
    }

    @Test
    void believesNoShapeThatNoRequestCanHold() {
        assertThatThrownBy(() -> Shape.read("shape", List.of(1L << 20, 1L << 20)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("more elements than any request can hold");
        assertThatThrownBy(() -> Shape.read("shape", List.of(1L, -1L))).hasMessageContaining("a size of -1");
        assertThatThrownBy(() -> Shape.read("shape", List.of())).hasMessageContaining("0 dimensions");
    }

    @Test
    void anAnswerIsJsonAndBehindItWhatIsWantedRaw() {
        Tensor numbers = Tensor.of("logits", Shape.of(1, 2), new float[] {0.1f, 2});
        Tensor texts = Tensor.of("answer", Shape.of(1), List.of("ja"));
        InferWriter.Body body = InferWriter.write(new InferResponse(
                "m",
                "3",
                "42",
                List.of(new InferResponse.Output(numbers, false), new InferResponse.Output(texts, true))));
        String json = "{'model_name':'m','model_version':'3','id':'42','outputs':["
                + "{'name':'logits','datatype':'FP32','shape':[1,2],'data':[0.1,2.0]},"
                + "{'name':'answer','datatype':'BYTES','shape':[1],'parameters':{'binary_data_size':6}}]}";
        String all = StandardCharsets.UTF_8.decode(body.bytes()).toString();
        assertThat(all.substring(0, body.jsonLength())).isEqualTo(json.replace('\'', '"'));
        assertThat(all.substring(body.jsonLength())).isEqualTo("\2\0\0\0ja");
    }
}
