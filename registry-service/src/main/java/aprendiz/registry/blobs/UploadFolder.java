package aprendiz.registry.blobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where one process keeps what is still coming in. The process holds a lock on its folder while it lives, so that the next
 * one to start can tell what the dead left from what the living write.
 */
public final class UploadFolder implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;

    private UploadFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Sweeps away what the dead left, and makes a folder for this owner. */
    public static UploadFolder open(Path all) throws IOException {
        Files.createDirectories(all);
        sweep(all);
        Path own = Files.createDirectory(all.resolve(UUID.randomUUID().toString()));
        FileChannel lock = FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new UploadFolder(own, lock);
    }

    /** A name for a file that does not exist yet. */
    public Path newFile() {
        return folder.resolve(UUID.randomUUID() + ".part");
    }

    /** Deletes what has not grown since an instant, of this process and of dead ones. */
    int clear(Instant idleSince) throws IOException {
        int cleared = sweep(folder.getParent());
        try (Stream<Path> parts = Files.list(folder)) {
            for (Path part : parts.filter(UploadFolder::isPart).toList()) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(idleSince) && Files.deleteIfExists(part)) {
                    cleared++;
                }
            }
        }
        return cleared;
    }

    private static boolean isPart(Path file) {
        return file.toString().endsWith(".part");
    }

    private static int sweep(Path all) throws IOException {
        int swept = 0;
        try (Stream<Path> folders = Files.list(all)) {
            for (Path one : folders.filter(Files::isDirectory).toList()) {
                if (isDead(one)) {
                    swept += delete(one);
                }
            }
        }
        return swept;
    }

    private static boolean isDead(Path folder) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock free = channel.tryLock()) {
            return free != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static int delete(Path folder) throws IOException {
        int parts = 0;
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                parts += Files.deleteIfExists(path) && isPart(path) ? 1 : 0;
            }
        }
        return parts;
    }

    @Override
    public void close() throws IOException {
        lock.close();
        delete(folder);
    }
}
