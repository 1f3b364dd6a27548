package aprendiz.model.tensors;

import aprendiz.model.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The fields of one protocol buffer message, in the order in which they lie.
 *
 * <p>Encoding: protobuf.dev/programming-guides/encoding. Groups, long gone, are refused.
 */
final class ProtoFields implements Iterator<ProtoFields.Field> {

    /**
     * One field.
     *
     * @param number from the message's definition
     * @param value of a varint or fixed field; 0 for others
     * @param bytes of a length-delimited field (text, bytes, message), little-endian; empty for others
     */
    record Field(int number, long value, ByteBuffer bytes) {

        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }

        ProtoFields message() {
            return new ProtoFields(bytes);
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteBuffer left;

    ProtoFields(ByteBuffer message) {
        left = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean hasNext() {
        return left.hasRemaining();
    }

    @Override
    public Field next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        long key = varint();
        int number = (int) (key >>> 3);
        return switch ((int) key & 7) {
            case 0 -> new Field(number, varint(), NOTHING);
            case 1 -> new Field(number, take(Long.BYTES).getLong(), NOTHING);
            case 2 -> new Field(number, 0, take(varint()));
            case 5 -> new Field(number, take(Integer.BYTES).getInt(), NOTHING);
            default -> throw damaged();
        };
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = take(1).get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    private ByteBuffer take(long size) {
        if (size < 0 || size > left.remaining()) {
            throw damaged();
        }
        ByteBuffer taken = left.slice(left.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
        left.position(left.position() + (int) size);
        return taken;
    }

    private static Problem damaged() {
        return Problem.invalid("Damaged ONNX file", "what should be a protocol buffer message is none");
    }
}
