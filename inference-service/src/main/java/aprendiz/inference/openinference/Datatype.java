package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Fields;
import aprendiz.model.Problem;
import java.util.Arrays;
import java.util.List;

/** What the elements of a tensor are, in the protocol's words. */
enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /** Texts here: each element is UTF-8. */
    BYTES(0);

    private static final List<Datatype> ALL = List.of(values());

    private final int size;

    Datatype(int size) {
        this.size = size;
    }

    static Datatype of(String place, String word) {
        return ALL.stream()
                .filter(type -> type.name().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Fields.invalid(place, Problem.quoted(word) + " is not one of " + Arrays.toString(values())));
    }

    /** Bytes of an element in raw data; 0 if each says how many. */
    int size() {
        return size;
    }

    /** True if an element is a whole number, or a truth as 0 or 1. */
    boolean isWhole() {
        return switch (this) {
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> true;
            case FP16, BF16, FP32, FP64, BYTES -> false;
        };
    }

    /** What Triton's model configuration calls it. */
    String inConfig() {
        return this == BYTES ? "TYPE_STRING" : "TYPE_" + name();
    }

    /** True if a whole number can be an element. UINT64 is kept in 64 bits, whatever they mean. */
    boolean holds(long value) {
        return switch (this) {
            case BOOL -> value == 0 || value == 1;
            case UINT8 -> value >= 0 && value < 1L << 8;
            case UINT16 -> value >= 0 && value < 1L << 16;
            case UINT32 -> value >= 0 && value < 1L << 32;
            case INT8 -> value == (byte) value;
            case INT16 -> value == (short) value;
            case INT32 -> value == (int) value;
            case UINT64, INT64, FP16, BF16, FP32, FP64 -> true;
            case BYTES -> false;
        };
    }
}
