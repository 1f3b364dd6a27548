package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.OptionalLong;

/**
 * Blobs in a folder, at {@code ab/cd/abcd...}. A blob appears by rename when it is whole, verified and on disk; until then
 * it lies in an {@link UploadFolder}. Several processes may share the folder.
 */
public final class BlobFolder implements Blobs, AutoCloseable {

    private final Path folder;
    private final UploadFolder uploads;

    /** Creates what is missing and sweeps away what dead processes left half written. */
    public BlobFolder(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath().normalize();
        this.uploads = UploadFolder.open(Files.createDirectories(this.folder).resolve("uploads"));
    }

    @Override
    public long put(Digest sha256, InputStream bytes) throws IOException {
        Path upload = uploads.newFile();
        try {
            long size;
            try (FileChannel out = FileChannel.open(upload, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                MessageDigest sha = Digest.newSha256();
                size = copy(bytes, out, sha);
                Digest found = Digest.finish(sha);
                if (!found.equals(sha256)) {
                    throw Problem.invalid(
                            "Wrong digest",
                            "the " + size + " bytes that came have SHA-256 " + found + ", not " + sha256);
                }
                out.force(true);
            }
            Path place = place(sha256);
            createFolders(place.getParent());
            Files.move(upload, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(place.getParent());
            return size;
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    private static long copy(InputStream in, FileChannel out, MessageDigest sha) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha.update(buffer, 0, n);
            ByteBuffer piece = ByteBuffer.wrap(buffer, 0, n);
            while (piece.hasRemaining()) {
                out.write(piece);
            }
            size += n;
        }
        return size;
    }

    @Override
    public OptionalLong size(Digest sha256) throws IOException {
        try {
            return OptionalLong.of(Files.size(place(sha256)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public InputStream open(Digest sha256, long offset) throws IOException {
        FileChannel channel = FileChannel.open(place(sha256), StandardOpenOption.READ);
        return Channels.newInputStream(channel.position(offset));
    }

    @Override
    public void setAside(Digest sha256) throws IOException {
        Path aside = Files.createDirectories(folder.resolve("damaged")).resolve(sha256.hex());
        Files.move(place(sha256), aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path place(Digest sha256) {
        String hex = sha256.hex();
        return folder.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex);
    }

    /** Makes the two levels of folders durable, so that a blob survives a power cut with the way that leads to it. */
    private void createFolders(Path inner) throws IOException {
        if (!Files.isDirectory(inner)) {
            Files.createDirectories(inner);
            sync(inner.getParent());
            sync(folder);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        uploads.close();
    }
}
