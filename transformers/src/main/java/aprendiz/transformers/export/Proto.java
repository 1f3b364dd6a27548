package aprendiz.transformers.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A protocol buffer message that is to be written: what is small is kept, what is large is asked for when its turn comes.
 *
 * <p>Encoding: protobuf.dev/programming-guides/encoding.
 */
final class Proto {

    /** Bytes that are made while they are written. */
    @FunctionalInterface
    interface Content {
        void writeTo(WritableByteChannel out) throws IOException;
    }

    private static final int VARINT = 0;
    private static final int DELIMITED = 2;
    private static final int FIXED = 5;

    private final List<Content> pieces = new ArrayList<>();
    private long size;

    /** How many bytes there are so far. */
    long size() {
        return size;
    }

    Proto number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    Proto decimal(int field, float value) {
        varint((long) field << 3 | FIXED);
        keep(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    Proto text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return bytes(field, bytes.length, out -> writeFully(out, ByteBuffer.wrap(bytes)));
    }

    /** A message within the message; nothing may be added to it afterwards. */
    Proto message(int field, Proto value) {
        return bytes(field, value.size, value::writeTo);
    }

    /** Bytes, of which there will be just so many. */
    Proto bytes(int field, long length, Content content) {
        varint((long) field << 3 | DELIMITED);
        varint(length);
        pieces.add(content);
        size += length;
        return this;
    }

    /** Adds all fields of another message; nothing may be added to that afterwards. */
    Proto append(Proto other) {
        pieces.addAll(other.pieces);
        size += other.size;
        return this;
    }

    void writeTo(WritableByteChannel out) throws IOException {
        for (Content piece : pieces) {
            piece.writeTo(out);
        }
    }

    /** Writes all that is left of the buffer. */
    static void writeFully(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private void varint(long value) {
        byte[] bytes = new byte[(Long.SIZE - Long.numberOfLeadingZeros(value | 1) + 6) / 7];
        long left = value;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((left & 0x7f) | (i < bytes.length - 1 ? 0x80 : 0));
            left >>>= 7;
        }
        keep(bytes);
    }

    private void keep(byte[] bytes) {
        pieces.add(out -> writeFully(out, ByteBuffer.wrap(bytes)));
        size += bytes.length;
    }
}
