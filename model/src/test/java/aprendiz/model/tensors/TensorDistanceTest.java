package aprendiz.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TensorDistanceTest {

    private static InputStream floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new ByteArrayInputStream(bytes.array());
    }

    private static InputStream halves(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return new ByteArrayInputStream(bytes.array());
    }

    private static OptionalDouble distance(float[] from, float[] to) throws IOException {
        return TensorDistance.relative(floats(from), DType.F32, floats(to), DType.F32, from.length);
    }

    @Test
    void isTheNormOfTheDifferenceByTheNormOfTheFirst() throws IOException {
        assertThat(distance(new float[] {3, 4}, new float[] {3, 4})).hasValue(0);
        assertThat(distance(new float[] {3, 4}, new float[] {6, 8})).hasValue(1);
        assertThat(distance(new float[] {0, 5}, new float[] {3, 1})).hasValue(1);
        assertThat(distance(new float[] {0, 0}, new float[] {0, 0})).hasValue(0);
    }

    @Test
    void readsLongTensorsPieceByPiece() throws IOException {
        Random random = new Random(3);
        float[] from = new float[50_001];
        float[] to = new float[50_001];
        double norm = 0;
        double difference = 0;
        for (int i = 0; i < from.length; i++) {
            from[i] = random.nextFloat();
            to[i] = random.nextFloat();
            norm += (double) from[i] * from[i];
            difference += Math.pow((double) to[i] - from[i], 2);
        }
        assertThat(distance(from, to).orElseThrow()).isCloseTo(Math.sqrt(difference / norm), within(1e-12));
    }

    @Test
    void otherTypesOfRealNumbersAreCompared() throws IOException {
        assertThat(TensorDistance.relative(floats(1, 0.5f), DType.F32, halves(1, 0.5f), DType.F16, 2))
                .hasValue(0);
    }

    @Test
    void saysNothingWhereNothingCanBeSaid() throws IOException {
        assertThat(distance(new float[] {0}, new float[] {1})).isEmpty();
        assertThat(distance(new float[] {Float.NaN}, new float[] {1})).isEmpty();
        assertThat(distance(new float[] {1}, new float[] {Float.POSITIVE_INFINITY}))
                .isEmpty();
        assertThat(TensorDistance.relative(floats(1), DType.I32, floats(1), DType.I32, 1))
                .isEmpty();
    }

    @Test
    void aTensorThatEndsEarlyIsSaidSo() {
        assertThatThrownBy(() -> distance(new float[] {1, 2, 3}, new float[] {1, 2}))
                .isInstanceOf(EOFException.class);
    }
}
