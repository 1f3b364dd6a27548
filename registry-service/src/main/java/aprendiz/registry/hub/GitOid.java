package aprendiz.registry.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name that git gives to a file: SHA-1 over {@code blob <size>\0<bytes>}. */
final class GitOid {

    /** Reads the stream to its end. */
    static String of(InputStream bytes, long size) throws IOException {
        MessageDigest sha1 = begin(size);
        byte[] buffer = new byte[1 << 16];
        for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
            sha1.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(sha1.digest());
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(begin(bytes.length).digest(bytes));
    }

    private static MessageDigest begin(long size) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
            return sha1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private GitOid() {}
}
