package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Where bytes lie, by the name of their SHA-256. What is here is whole; nothing here ever changes. */
public interface Blobs {

    /**
     * Reads the stream to its end and keeps the bytes, durably. Putting what is there already replaces it, which repairs
     * a damaged copy.
     *
     * @return how many bytes there were
     * @throws aprendiz.model.Problem of kind INVALID if their digest is another; nothing is kept then
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
}
