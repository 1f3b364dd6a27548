package aprendiz.transformers.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

    @Test
    void refusesWhatIsTooLongForOneFile() {
        Graph graph = new Graph();
        graph.constant("large", Element.FLOAT, new long[] {1 << 20, 512}, out -> {});
        assertThatThrownBy(() -> graph.model("large"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("2147483647 at most")
                .hasMessageContaining("int8");
    }

    @Test
    void writesFieldsAsProtocolBuffersDo() throws IOException {
        // the examples of protobuf.dev/programming-guides/encoding
        assertThat(bytes(new Proto().number(1, 150))).containsExactly(0x08, 0x96, 0x01);
        assertThat(bytes(new Proto().text(2, "testing")))
                .containsExactly(0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67);
        assertThat(bytes(new Proto().message(3, new Proto().number(1, 150))))
                .containsExactly(0x1a, 0x03, 0x08, 0x96, 0x01);
        assertThat(new Proto().number(1, -1).size()).isEqualTo(11);
    }

    @Test
    void keepsTheLargestOfARowExactlyAndZeroAsZero() throws IOException {
        FloatBuffer rows = FloatBuffer.wrap(new float[] {0, 0, 0, -6.3f, 3.1f, 0, 1, 2, 63});
        assertScaled(new Scaled(List.of(rows), List.of(3L, 3L), 63));
        assertScaled(new Scaled(List.of(rows.slice(0, 3), rows.slice(3, 3), rows.slice(6, 3)), List.of(1L, 3L), 63));
    }

    @Test
    void roundsToBfloat16AsPyTorchDoes() throws IOException {
        // 1 + 2^-8 and 1 + 3 * 2^-8 lie in the middle: the even neighbour wins
        float[] values = {1, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f, -0.1f, Float.POSITIVE_INFINITY};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Storage.BF16.write(FloatBuffer.wrap(values), Channels.newChannel(out));
        assertThat(out.toByteArray()).containsExactly(0x80, 0x3f, 0x80, 0x3f, 0x82, 0x3f, 0xcd, 0xbd, 0x80, 0x7f);
    }

    private static void assertScaled(Scaled scaled) throws IOException {
        assertThat(scaled.scales()).containsExactly(1, 0.1f, 1);
        ByteArrayOutputStream straight = new ByteArrayOutputStream();
        scaled.write(Channels.newChannel(straight));
        assertThat(straight.toByteArray()).containsExactly(0, 0, 0, -63, 31, 0, 1, 2, 63);
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        scaled.writeTransposed(Channels.newChannel(turned));
        assertThat(turned.toByteArray()).containsExactly(0, -63, 1, 0, 31, 2, 0, 0, 63);
    }

    private static byte[] bytes(Proto proto) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        proto.writeTo(Channels.newChannel(out));
        assertThat(out.size()).isEqualTo((int) proto.size());
        return out.toByteArray();
    }
}
