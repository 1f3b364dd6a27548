package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Fields;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Elements as raw little-endian bytes; each of BYTES has its length before it, in four bytes. */
final class RawElements {

    private RawElements() {}

    /** @throws aprendiz.model.Problem of kind INVALID unless the bytes are exactly so many elements */
    static Elements read(String place, Datatype datatype, int count, ByteBuffer bytes) {
        ByteBuffer raw = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (datatype == Datatype.BYTES) {
            return new Elements.Texts(texts(place, count, raw));
        }
        if ((long) count * datatype.size() != raw.remaining()) {
            throw Fields.invalid(
                    place,
                    count + " elements of " + datatype + " are " + (long) count * datatype.size()
                            + " bytes, but there are " + raw.remaining());
        }
        if (datatype.isWhole()) {
            long[] values = new long[count];
            for (int i = 0; i < count; i++) {
                values[i] = whole(datatype, raw);
                if (!datatype.holds(values[i])) {
                    throw Fields.invalid(place + "[" + i + "]", values[i] + " is no " + datatype);
                }
            }
            return Elements.Whole.of(values);
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = real(datatype, raw);
        }
        return Elements.Real.of(values);
    }

    private static long whole(Datatype datatype, ByteBuffer raw) {
        return switch (datatype) {
            case BOOL, INT8 -> raw.get();
            case UINT8 -> Byte.toUnsignedLong(raw.get());
            case INT16 -> raw.getShort();
            case UINT16 -> Short.toUnsignedLong(raw.getShort());
            case INT32 -> raw.getInt();
            case UINT32 -> Integer.toUnsignedLong(raw.getInt());
            case INT64, UINT64 -> raw.getLong();
            case FP16, BF16, FP32, FP64, BYTES -> throw new IllegalArgumentException("not whole: " + datatype);
        };
    }

    private static float real(Datatype datatype, ByteBuffer raw) {
        return switch (datatype) {
            case FP16 -> Float.float16ToFloat(raw.getShort());
            case BF16 -> Float.intBitsToFloat(raw.getShort() << 16);
            case FP32 -> raw.getFloat();
            case FP64 -> (float) raw.getDouble();
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BYTES ->
                throw new IllegalArgumentException("not real: " + datatype);
        };
    }

    private static List<String> texts(String place, int count, ByteBuffer raw) {
        List<String> texts = new ArrayList<>();
        try {
            while (raw.hasRemaining() && texts.size() < count) {
                int length = raw.getInt();
                if (length < 0 || length > raw.remaining()) {
                    throw Fields.invalid(
                            place + "[" + texts.size() + "]",
                            "claims " + Integer.toUnsignedString(length) + " bytes, but " + raw.remaining()
                                    + " are left");
                }
                texts.add(text(place + "[" + texts.size() + "]", raw.slice(raw.position(), length)));
                raw.position(raw.position() + length);
            }
        } catch (BufferUnderflowException e) {
            throw Fields.invalid(place, "ends within the length of an element");
        }
        if (raw.hasRemaining()) {
            throw Fields.invalid(place, raw.remaining() + " bytes are left after " + count + " elements");
        }
        return texts;
    }

    /** Strict: what is not UTF-8 is not guessed at. */
    static String text(String place, ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw Fields.invalid(place, "is not UTF-8");
        }
    }

    /** FP32, INT64 and BYTES, which is all that is answered. */
    static ByteBuffer write(Elements elements) {
        return switch (elements) {
            case Elements.Real(var values) -> {
                ByteBuffer raw = little(Float.BYTES * values.limit());
                raw.asFloatBuffer().put(values.duplicate());
                yield raw;
            }
            case Elements.Whole(var values) -> {
                ByteBuffer raw = little(Long.BYTES * values.limit());
                raw.asLongBuffer().put(values.duplicate());
                yield raw;
            }
            case Elements.Texts(var values) -> {
                List<ByteBuffer> encoded = values.stream()
                        .map(text -> StandardCharsets.UTF_8.encode(CharBuffer.wrap(text)))
                        .toList();
                ByteBuffer raw = little(encoded.stream()
                        .mapToInt(one -> Integer.BYTES + one.remaining())
                        .sum());
                encoded.forEach(one -> raw.putInt(one.remaining()).put(one));
                yield raw.flip();
            }
        };
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
