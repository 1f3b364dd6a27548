package aprendiz.registry.blobs;

import aprendiz.model.Digest;
import aprendiz.model.Problem;
import aprendiz.registry.NoRoom;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blobs in a folder, at {@code ab/cd/abcd...}. A blob appears by rename when it is whole, verified and on disk; until then
 * it lies in an {@link UploadFolder}. Several processes may share the folder.
 */
public final class BlobFolder implements Blobs {

    private static final Pattern TWO_DIGITS = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

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
            long size = write(sha256, bytes, upload);
            shelve(upload, sha256);
            return size;
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    private static long write(Digest sha256, InputStream bytes, Path upload) throws IOException {
        try (FileChannel out = create(upload)) {
            MessageDigest sha = Digest.newSha256();
            long size = copy(bytes, out, sha);
            check(sha256, Digest.finish(sha), size);
            try {
                out.force(true);
            } catch (IOException e) {
                throw new NoRoom(e);
            }
            return size;
        }
    }

    private static FileChannel create(Path upload) throws NoRoom {
        try {
            return FileChannel.open(upload, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new NoRoom(e);
        }
    }

    static void check(Digest promised, Digest found, long size) {
        if (!found.equals(promised)) {
            throw Problem.invalid(
                    "Wrong digest", "the " + size + " bytes that came have SHA-256 " + found + ", not " + promised);
        }
    }

    private void shelve(Path upload, Digest sha256) throws NoRoom {
        Path place = place(sha256);
        try {
            createFolders(place.getParent());
            Files.move(upload, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(place.getParent());
        } catch (IOException e) {
            throw new NoRoom(e);
        }
    }

    private static long copy(InputStream in, FileChannel out, MessageDigest sha) throws IOException {
        byte[] buffer = new byte[1 << 18];
        long size = 0;
        // a full buffer each time: sockets give less, and every piece costs a call of the system
        for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; n = in.readNBytes(buffer, 0, buffer.length)) {
            sha.update(buffer, 0, n);
            write(out, ByteBuffer.wrap(buffer, 0, n));
            size += n;
        }
        return size;
    }

    private static void write(FileChannel out, ByteBuffer piece) throws NoRoom {
        try {
            while (piece.hasRemaining()) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new NoRoom(e);
        }
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

    @Override
    public void delete(Digest sha256) throws IOException {
        Path place = place(sha256);
        if (Files.deleteIfExists(place)) {
            sync(place.getParent());
        }
    }

    @Override
    public Stream<Stored> all() throws IOException {
        return below(folder, TWO_DIGITS)
                .flatMap(outer -> below(outer, TWO_DIGITS))
                .flatMap(inner -> below(inner, DIGEST))
                .flatMap(BlobFolder::stored);
    }

    private static Stream<Path> below(Path directory, Pattern name) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries
                    .filter(entry ->
                            name.matcher(entry.getFileName().toString()).matches())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing if it was deleted meanwhile. */
    private static Stream<Stored> stored(Path path) {
        try {
            BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
            return Stream.of(new Stored(
                    new Digest(path.getFileName().toString()),
                    facts.size(),
                    facts.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int clearUploads(Instant idleSince) throws IOException {
        return uploads.clear(idleSince);
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
