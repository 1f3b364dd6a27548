package aprendiz.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that appears whole or not at all, even if the power goes: written beside, synced, then renamed over. */
public final class AtomicFile {

    private static final String PART = ".aprendiz-part";

    /** Writes what the file shall hold, from the channel's beginning. The channel is not to be closed. */
    @FunctionalInterface
    public interface Content {
        void writeTo(FileChannel out) throws IOException;
    }

    /** Looks at the file under its passing name, before it appears; if it throws, the file never does. */
    @FunctionalInterface
    public interface Check {
        void of(Path part) throws IOException;
    }

    /** Writes or replaces the file; readers see the old bytes or the new ones. Its folder must exist. */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, part -> {});
    }

    /** As {@link #write(Path, Content)}, if the check finds nothing wrong with the bytes. */
    public static void write(Path file, Content content, Check check) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = folder.resolve("." + UUID.randomUUID() + PART);
        try {
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                content.writeTo(out);
                out.force(true);
            }
            check.of(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        syncFolder(folder);
    }

    /** As {@link #write(Path, Content)}, of bytes at hand. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> writeFully(out, ByteBuffer.wrap(bytes)));
    }

    /** Writes all that is left of the buffer. */
    public static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** True of what a writer left behind that was killed before it was done; nobody misses it. */
    public static boolean isLeftOver(Path file) {
        return file.getFileName().toString().endsWith(PART);
    }

    /** Makes the rename itself last. Windows cannot open a folder and does not need it. */
    private static void syncFolder(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private AtomicFile() {}
}
