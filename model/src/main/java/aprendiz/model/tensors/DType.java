package aprendiz.model.tensors;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * The type of a tensor's elements, by the words that safetensors headers use; all are stored little-endian.
 *
 * <p>Declared in the order in which the format's reference writer lays tensors out: widest first.
 */
public enum DType {
    U64(8),
    I64(8),
    F64(8),
    F32(4),
    U32(4),
    I32(4),
    /** The upper half of an F32. */
    BF16(2),
    /** IEEE 754 half precision. */
    F16(2),
    U16(2),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** How many bytes one element takes. */
    public int bytes() {
        return bytes;
    }

    /** True for the types of weights: F64, F32, BF16 and F16. */
    public boolean isReal() {
        return switch (this) {
            case F64, F32, BF16, F16 -> true;
            case U64, I64, U32, I32, U16, I16, I8, U8, BOOL -> false;
        };
    }

    /** One element of little-endian bytes, beginning at a byte; 0 where it is no real number. */
    double value(ByteBuffer bytes, int at) {
        return switch (this) {
            case F64 -> bytes.getDouble(at);
            case F32 -> bytes.getFloat(at);
            case F16 -> Float.float16ToFloat(bytes.getShort(at));
            case BF16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
            case U64, I64, U32, I32, U16, I16, I8, U8, BOOL -> 0;
        };
    }

    /** Appends little-endian elements as fp32: F16 and BF16 widened, which loses nothing, F64 rounded. */
    void toFloats(ByteBuffer from, FloatBuffer to) {
        switch (this) {
            case F64 -> {
                while (from.hasRemaining()) {
                    to.put((float) from.getDouble());
                }
            }
            case F32 -> to.put(from.asFloatBuffer());
            case BF16 -> {
                ShortBuffer halves = from.asShortBuffer();
                while (halves.hasRemaining()) {
                    to.put(Float.intBitsToFloat(halves.get() << 16));
                }
            }
            case F16 -> {
                ShortBuffer halves = from.asShortBuffer();
                while (halves.hasRemaining()) {
                    to.put(Float.float16ToFloat(halves.get()));
                }
            }
            case U64, I64, U32, I32, U16, I16, I8, U8, BOOL ->
                throw new IllegalArgumentException(this + " holds no real numbers");
        }
    }

    /** The type of that word; empty for one that this platform does not take (8-bit floats, packed types). */
    static Optional<DType> of(String word) {
        for (DType one : values()) {
            if (one.name().equals(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
