package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.registry.CallerGone;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * Bytes of a blob on their way out. A whole blob is verified while it passes: its last piece leaves only if the digest is
 * right, so a damaged blob never arrives whole. It is then set aside, and putting it again repairs it.
 *
 * @param damage is told of a damaged blob
 * @param size of the whole blob
 * @param offset of the first byte to send
 * @param count how many to send
 */
public record Delivery(Blobs blobs, Damage damage, Digest sha256, long size, long offset, long count)
        implements StreamingOutput {

    @Override
    public void write(OutputStream out) throws IOException {
        try (InputStream in = blobs.open(sha256, offset)) {
            byte[] buffer = new byte[1 << 16];
            MessageDigest sha = Digest.newSha256();
            boolean whole = count == size;
            for (long left = count; left > 0; ) {
                int n = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
                if (n == 0) {
                    throw new EOFException("blob " + sha256 + " ends " + left + " bytes early");
                }
                left -= n;
                if (whole) {
                    sha.update(buffer, 0, n);
                    if (left == 0) {
                        check(Digest.finish(sha));
                    }
                }
                send(out, buffer, n);
            }
        }
    }

    private static void send(OutputStream out, byte[] buffer, int length) throws CallerGone {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new CallerGone(e);
        }
    }

    private void check(Digest found) {
        if (!found.equals(sha256)) {
            damage.found(sha256, found.hex());
            throw damaged(sha256);
        }
    }

    /** The problem of a blob that is gone or has another size or content than it had. */
    public static Problem damaged(Digest sha256) {
        return new Problem(
                Problem.Kind.INTERNAL,
                "Damaged blob",
                "the registry's copy of blob " + sha256 + " is damaged or gone; publish the file again to repair it",
                List.of(),
                null);
    }
}
