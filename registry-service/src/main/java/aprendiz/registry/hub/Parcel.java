package aprendiz.registry.hub;

import aprendiz.model.Digest;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * The content of one file of a commit while the rest still comes: hashed on its way, in memory while it is small, then in
 * a temporary file. Write it, close it as a stream, read it, and {@link #discard} it.
 */
final class Parcel extends OutputStream {

    private static final int SMALL = 1 << 14;

    private final Path file;
    private final long most;
    private final MessageDigest sha = Digest.newSha256();
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private OutputStream disk;
    private long size;
    private Digest sha256;

    /** @param file where to put what is not small; not there yet */
    Parcel(Path file, long most) {
        this.file = file;
        this.most = most;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        size += length;
        if (size > most) {
            throw UploadMode.tooLarge("a file of the commit", most);
        }
        sha.update(bytes, offset, length);
        if (disk == null && size > SMALL) {
            disk = new BufferedOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 1 << 16);
            memory.writeTo(disk);
            memory.reset();
        }
        (disk == null ? memory : disk).write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (disk != null) {
            disk.close();
        }
        if (sha256 == null) {
            sha256 = Digest.finish(sha);
        }
    }

    long size() {
        return size;
    }

    Digest sha256() {
        return sha256;
    }

    InputStream read() throws IOException {
        return disk == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(file);
    }

    void discard() throws IOException {
        close();
        Files.deleteIfExists(file);
    }
}
