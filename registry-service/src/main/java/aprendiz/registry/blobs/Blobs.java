package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Where bytes lie, by the name of their SHA-256. What is here is whole; nothing here ever changes. Several processes may
 * share one store.
 */
public interface Blobs extends AutoCloseable {

    /** @param since when it was last put */
    record Stored(Digest sha256, long size, Instant since) {}

    /**
     * Reads the stream to its end and keeps the bytes, durably. Putting what is there already replaces it, which repairs
     * a damaged copy.
     *
     * @return how many bytes there were
     * @throws aprendiz.model.Problem of kind INVALID if their digest is another; nothing is kept then
     * @throws aprendiz.registry.NoRoom if the store does not take any more; nothing is kept then either
     */
    long put(Digest sha256, InputStream bytes) throws IOException;

    /** Its size, or nothing if it is not here. */
    OptionalLong size(Digest sha256) throws IOException;

    /**
     * Opens the bytes from an offset on. The caller closes the stream.
     *
     * @throws java.nio.file.NoSuchFileException if it is not here
     */
    InputStream open(Digest sha256, long offset) throws IOException;

    /** Takes a damaged blob out of use: it counts as not here until it is put again. The bytes are kept for inspection. */
    void setAside(Digest sha256) throws IOException;

    /** Gives its room back, if it is here. Whether anything still needs it is for {@link BlobShelf#forget} to know. */
    void delete(Digest sha256) throws IOException;

    /** Everything that is here, in no order. The caller closes the stream. */
    Stream<Stored> all() throws IOException;

    /**
     * Clears away what uploads left half done that have not gone on since an instant.
     *
     * @return how many there were
     */
    int clearUploads(Instant idleSince) throws IOException;

    @Override
    void close() throws IOException;
}
