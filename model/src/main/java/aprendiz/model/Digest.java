package aprendiz.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256, the name of some bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Digest {
        if (hex == null || !HEX.matcher(hex).matches()) {
            throw Problem.invalid(
                    "Bad digest", Problem.quoted(hex) + " is not a SHA-256: 64 lower-case hexadecimal digits");
        }
    }

    @JsonCreator
    public static Digest parse(String hex) {
        return new Digest(hex);
    }

    public static Digest of(byte[] bytes) {
        return ofRaw(newSha256().digest(bytes));
    }

    /** Digest of a whole file, read in pieces. */
    public static Digest of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** Digest of what is left of the stream, which is not closed. */
    public static Digest of(InputStream in) throws IOException {
        MessageDigest sha = newSha256();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha.update(buffer, 0, n);
        }
        return finish(sha);
    }

    /** Ends a running SHA-256; the digest is reset. */
    public static Digest finish(MessageDigest sha256) {
        return ofRaw(sha256.digest());
    }

    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Digest ofRaw(byte[] raw) {
        return new Digest(HexFormat.of().formatHex(raw));
    }

    @JsonValue
    @Override
    public String toString() {
        return hex;
    }
}
