package aprendiz.transformers.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** Matrices of one size, one below the other, as small integers, a scale for each row: {@code row[i] = scale * integer[i]}, zero being zero. */
final class Scaled {

    /** Bytes that are made at a time, roughly. */
    private static final int CHUNK = 1 << 20;

    private final List<FloatBuffer> matrices;
    private final int rows;
    private final int count;
    private final int width;
    private final float[] scales;

    /**
     * Finds the scales; the integers are made when they are written.
     *
     * @param matrices the elements of each, row by row
     * @param dims how many rows each has, and how many elements there are in a row
     * @param limit the largest integer, which stands for the largest element of a row
     */
    Scaled(List<FloatBuffer> matrices, List<Long> dims, int limit) {
        this.matrices = matrices;
        rows = Math.toIntExact(dims.get(0));
        count = matrices.size() * rows;
        width = Math.toIntExact(dims.get(1));
        scales = new float[count];
        float[] row = new float[width];
        for (int i = 0; i < count; i++) {
            matrices.get(i / rows).get(i % rows * width, row);
            float most = 0;
            for (float value : row) {
                most = Math.max(most, Math.abs(value));
            }
            scales[i] = most == 0 ? 1 : most / limit;
        }
    }

    /** How many rows there are in all. */
    int count() {
        return count;
    }

    int width() {
        return width;
    }

    float[] scales() {
        return scales.clone();
    }

    /** Row by row: {@code [count, width]}. */
    void write(WritableByteChannel out) throws IOException {
        int together = Math.max(1, CHUNK / width);
        ByteBuffer bytes = ByteBuffer.allocate(together * width);
        for (int from = 0; from < count; from += together) {
            bytes.clear();
            for (int row = from; row < Math.min(from + together, count); row++) {
                for (int column = 0; column < width; column++) {
                    bytes.put(integer(row, column));
                }
            }
            Proto.writeFully(out, bytes.flip());
        }
    }

    /** Column by column: {@code [width, count]}. */
    void writeTransposed(WritableByteChannel out) throws IOException {
        int together = Math.clamp(CHUNK / count, 1, 64);
        ByteBuffer bytes = ByteBuffer.allocate(together * count);
        for (int from = 0; from < width; from += together) {
            bytes.clear();
            for (int column = from; column < Math.min(from + together, width); column++) {
                for (int row = 0; row < count; row++) {
                    bytes.put(integer(row, column));
                }
            }
            Proto.writeFully(out, bytes.flip());
        }
    }

    private byte integer(int row, int column) {
        float value = matrices.get(row / rows).get(row % rows * width + column);
        return (byte) Math.round(value / scales[row]);
    }
}
