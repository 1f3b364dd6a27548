package aprendiz.model.tensors;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalDouble;

/** How far two tensors of one shape are apart, read from first byte to last in buffers of fixed size. */
public final class TensorDistance {

    private static final int ELEMENTS = 1 << 13;

    private final DType type;
    private final InputStream in;
    private final byte[] piece;
    private final ByteBuffer numbers;

    private TensorDistance(InputStream in, DType type) {
        this.in = in;
        this.type = type;
        this.piece = new byte[ELEMENTS * type.bytes()];
        this.numbers = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The L2 norm of the difference divided by the L2 norm of the first, in double precision.
     *
     * @param from stands at the first tensor's first byte
     * @param to stands at the second's
     * @param elements of each
     * @return nothing if one holds a NaN or an infinity, if they are no real numbers, or if only the first is all zeros
     */
    public static OptionalDouble relative(InputStream from, DType fromType, InputStream to, DType toType, long elements)
            throws IOException {
        if (!fromType.isReal() || !toType.isReal()) {
            return OptionalDouble.empty();
        }
        TensorDistance a = new TensorDistance(from, fromType);
        TensorDistance b = new TensorDistance(to, toType);
        double norm = 0;
        double difference = 0;
        for (long left = elements; left > 0; left -= ELEMENTS) {
            int count = (int) Math.min(ELEMENTS, left);
            a.read(count);
            b.read(count);
            for (int i = 0; i < count; i++) {
                double x = a.value(i);
                double d = b.value(i) - x;
                norm += x * x;
                difference += d * d;
            }
        }
        double distance = difference == 0 ? 0 : Math.sqrt(difference / norm);
        return Double.isFinite(distance) ? OptionalDouble.of(distance) : OptionalDouble.empty();
    }

    private void read(int count) throws IOException {
        if (in.readNBytes(piece, 0, count * type.bytes()) < count * type.bytes()) {
            throw new EOFException("the tensor ends early");
        }
    }

    private double value(int i) {
        return type.value(numbers, i * type.bytes());
    }
}
