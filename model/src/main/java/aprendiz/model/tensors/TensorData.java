package aprendiz.model.tensors;

import aprendiz.model.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A tensor to be written: its type, its shape, and where its bytes come from when their turn comes. */
public final class TensorData {

    private static final int PIECE = 1 << 18;

    private interface Content {
        void writeTo(FileChannel out) throws IOException;
    }

    private final DType dtype;
    private final List<Long> dims;
    private final Content content;

    private TensorData(DType dtype, long[] shape, Content content) {
        this.dtype = dtype;
        this.dims = Arrays.stream(shape).boxed().toList();
        this.content = content;
    }

    /** An F32 tensor of these values in row-major order. The array is not copied: leave it alone until it is written. */
    public static TensorData floats(float[] values, long... shape) {
        return new TensorData(DType.F32, shape, out -> writeFloats(values, out));
    }

    /** A tensor of these little-endian bytes, from the buffer's position to its limit; the buffer is not changed. */
    public static TensorData bytes(DType dtype, ByteBuffer bytes, long... shape) {
        return lazily(dtype, bytes::duplicate, shape);
    }

    /** A tensor whose little-endian bytes are asked for when they are written, so that few are in memory at once. */
    public static TensorData lazily(DType dtype, Supplier<ByteBuffer> bytes, long... shape) {
        return new TensorData(dtype, shape, out -> AtomicFile.writeFully(out, bytes.get()));
    }

    DType dtype() {
        return dtype;
    }

    List<Long> dims() {
        return dims;
    }

    void writeTo(FileChannel out) throws IOException {
        content.writeTo(out);
    }

    private static void writeFloats(float[] values, FileChannel out) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(Float.BYTES * Math.min(PIECE, Math.max(1, values.length)))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; ) {
            int count = Math.min(PIECE, values.length - at);
            piece.clear().limit(count * Float.BYTES);
            piece.asFloatBuffer().put(values, at, count);
            AtomicFile.writeFully(out, piece);
            at += count;
        }
    }
}
