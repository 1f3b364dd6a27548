package aprendiz.training.data;

import aprendiz.model.Problem.Complaint;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decodes strictly: a byte that is no UTF-8 is refused with the line that it stands on. */
final class Utf8 {

    private Utf8() {}

    /** @throws BadData that names the line; a leading byte order mark is dropped */
    static String decode(String file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
        if (result.isError()) {
            String bad = HexFormat.of().toHexDigits(bytes[in.position()]);
            throw new BadData(new Complaint(
                    file + ":" + lineOf(bytes, in.position()),
                    "broken UTF-8: the byte 0x" + bad + " cannot stand here; save the file as UTF-8"));
        }
        String text = out.flip().toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static int lineOf(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
