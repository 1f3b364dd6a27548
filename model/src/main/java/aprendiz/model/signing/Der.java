package aprendiz.model.signing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** As much of ASN.1's distinguished encoding as keys on elliptic curves are written in. */
final class Der {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;

    /** @param tag of the value, {@code 0xa0} and {@code 0xa1} for those that are numbered 0 and 1 */
    @SuppressWarnings("ArrayRecordComponent")
    record Value(int tag, byte[] content) {

        /** The values inside. */
        List<Value> parts() {
            return read(content);
        }
    }

    /**
     * Reads the values that stand one after the other.
     *
     * @throws IllegalArgumentException if the bytes are no such values
     */
    static List<Value> read(byte[] bytes) {
        List<Value> values = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int tag = bytes[at++] & 0xff;
            int length = next(bytes, at++);
            if (length > 0x7f) {
                int digits = length & 0x7f;
                if (digits == 0 || digits > 3) {
                    throw new IllegalArgumentException("a value of unusual length");
                }
                length = 0;
                for (int i = 0; i < digits; i++) {
                    length = (length << 8) | next(bytes, at++);
                }
            }
            if (length > bytes.length - at) {
                throw new IllegalArgumentException("a value that goes on behind its end");
            }
            values.add(new Value(tag, Arrays.copyOfRange(bytes, at, at + length)));
            at += length;
        }
        return values;
    }

    private static int next(byte[] bytes, int at) {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("a value without its length");
        }
        return bytes[at] & 0xff;
    }

    static byte[] write(int tag, byte[]... contents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = Arrays.stream(contents).mapToInt(content -> content.length).sum();
        out.write(tag);
        if (length > 0xff) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7f) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    private Der() {}
}
