package aprendiz.transformers.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The pickle (protocol 2) of one object whose fields are tensors, as libtorch writes and reads it. */
final class Pickle {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Begins an object of that class; its fields follow, each a name and a value. */
    Pickle object(String module, String name) {
        codes(0x80, 2); // PROTO 2
        global(module, name);
        return codes(')', 0x81, '}', '('); // EMPTY_TUPLE NEWOBJ EMPTY_DICT MARK
    }

    Pickle text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        codes('X'); // BINUNICODE
        four(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    Pickle no() {
        return codes(0x89); // NEWFALSE
    }

    /** A tensor, row-major, whose elements are the archive's record of that key. */
    Pickle tensor(String storage, String key, long[] shape) {
        long[] strides = new long[shape.length];
        long elements = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = elements;
            elements *= shape[i];
        }
        global("torch._utils", "_rebuild_tensor_v2").codes('(', '('); // MARK MARK
        text("storage").global("torch", storage).text(key).text("cpu").number(elements);
        codes('t', 'Q').number(0).numbers(shape).numbers(strides).no(); // TUPLE BINPERSID
        return global("collections", "OrderedDict").codes(')', 'R', 't', 'R'); // EMPTY_TUPLE REDUCE TUPLE REDUCE
    }

    byte[] end() {
        codes('u', 'b', '.'); // SETITEMS BUILD STOP
        return out.toByteArray();
    }

    private Pickle global(String module, String name) {
        codes('c');
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private Pickle numbers(long[] values) {
        codes('(');
        for (long value : values) {
            number(value);
        }
        return codes('t');
    }

    /** BININT, which all lengths in a network fit into. */
    private Pickle number(long value) {
        codes('J');
        four(Math.toIntExact(value));
        return this;
    }

    private void four(int value) {
        codes(value, value >> 8, value >> 16, value >> 24);
    }

    private Pickle codes(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
        return this;
    }
}
