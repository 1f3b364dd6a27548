package aprendiz.transformers.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript file as {@code torch.jit.save} would write it: a zip that holds source text and one pickled object.
 *
 * <p>Format: pytorch/torch/csrc/jit/docs/serialization.md. The object has no state but {@code training}, since the
 * weights are arguments of every call.
 */
final class ProgramArchive {

    private static final byte[] VERSION = "10\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    /** An archive of a class {@code __torch__.Program} whose methods are given, indented by two. */
    static byte[] of(String methods) {
        String code = """
                class Program(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                """ + methods;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "program/data.pkl", object());
            put(zip, "program/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            put(zip, "program/constants.pkl", EMPTY_TUPLE);
            put(zip, "program/version", VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** The pickle (protocol 2) of {@code Program} with {@code {"training": True}}. */
    private static byte[] object() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        write(pickle, 0x80, 2); // PROTO 2
        text(pickle, "c__torch__\nProgram\n"); // GLOBAL
        write(pickle, ')', 0x81); // EMPTY_TUPLE NEWOBJ
        write(pickle, '}', '('); // EMPTY_DICT MARK
        write(pickle, 'X', "training".length(), 0, 0, 0); // BINUNICODE, length little-endian
        text(pickle, "training");
        write(pickle, 0x88, 'u', 'b', '.'); // NEWTRUE SETITEMS BUILD STOP
        return pickle.toByteArray();
    }

    private static void write(ByteArrayOutputStream pickle, int... codes) {
        for (int code : codes) {
            pickle.write(code);
        }
    }

    private static void text(ByteArrayOutputStream pickle, String text) {
        pickle.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private ProgramArchive() {}
}
