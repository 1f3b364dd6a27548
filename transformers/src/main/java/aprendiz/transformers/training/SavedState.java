package aprendiz.transformers.training;

import aprendiz.model.AtomicFile;
import aprendiz.model.Digest;
import aprendiz.model.Json;
import aprendiz.model.Problem;
import aprendiz.transformers.torch.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The folder from which a stopped training goes on.
 *
 * <p>Tensors are written to one of two files in turn, and then named, with their checksum, in a small file that appears
 * whole or not at all. So there is always a state that can be read; and one that a power cut left half written is known
 * by its checksum, without waiting for the disk at every save.
 */
final class SavedState {

    /** The best weights so far: which step they are of, their validation loss, and where they are kept. */
    record Best(int step, double loss, String file, long checksum) {}

    /** What has been reached. */
    private record Reached(int format, Digest training, int step, Best best, long checksum) {}

    private static final int FORMAT = 2;

    private final Path folder;
    private final Digest training;
    private int slot;
    private Best best;
    private String bestOnDisk = "";

    /** @param training tells this training from any other, by all that its result depends on */
    SavedState(Path folder, Digest training) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.training = training;
    }

    /**
     * Reads the newest state into the tensors, if there is one that is whole.
     *
     * @return the step it is of; 0 if there is none
     * @throws Problem of kind CONFLICT if the folder belongs to another training
     */
    int resume(List<Weights> tensors, List<String> names) throws IOException {
        Optional<Reached> zero = read(0);
        Optional<Reached> one = read(1);
        int newest = one.map(Reached::step).orElse(-1) > zero.map(Reached::step).orElse(-1) ? 1 : 0;
        for (int candidate : new int[] {newest, 1 - newest}) {
            Reached reached = (candidate == 0 ? zero : one).orElse(null);
            if (reached != null && isWhole(reached, candidate, tensors, names)) {
                load(tensorFile(candidate), tensors, names);
                slot = 1 - candidate;
                best = reached.best();
                bestOnDisk = best == null ? "" : best.file();
                return reached.step();
            }
        }
        return 0;
    }

    private Optional<Reached> read(int candidate) throws IOException {
        Path file = folder.resolve("state-" + candidate + ".json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Reached reached = Json.read(file, Reached.class);
        if (reached.format() != FORMAT || !training.equals(reached.training())) {
            throw Problem.conflict(
                    "Another training's state",
                    folder
                            + " holds the state of a training with other data, settings or base; give each its own folder");
        }
        return Optional.of(reached);
    }

    private boolean isWhole(Reached reached, int candidate, List<Weights> tensors, List<String> names)
            throws IOException {
        Best kept = reached.best();
        return checksum(tensorFile(candidate)) == reached.checksum()
                && Files.size(tensorFile(candidate)) == bytes(tensors, names)
                && (kept == null || checksum(folder.resolve(kept.file())) == kept.checksum());
    }

    /** Keeps these weights as the best so far. They count as such from the next {@link #save} on. */
    void keepBest(int step, double loss, Weights weights, List<String> names) throws IOException {
        String file = bestOnDisk.equals("best-0.bin") ? "best-1.bin" : "best-0.bin";
        best = new Best(step, loss, file, write(folder.resolve(file), List.of(weights), names));
    }

    /** The best so far. */
    Optional<Best> best() {
        return Optional.ofNullable(best);
    }

    /** Reads the best weights back. */
    void loadBest(Weights weights, List<String> names) throws IOException {
        load(folder.resolve(best.file()), List.of(weights), names);
    }

    /** Saves what has been reached after that step. */
    void save(int step, List<Weights> tensors, List<String> names) throws IOException {
        Path json = folder.resolve("state-" + slot + ".json");
        Files.deleteIfExists(json);
        long checksum = write(tensorFile(slot), tensors, names);
        AtomicFile.write(json, Json.pretty(new Reached(FORMAT, training, step, best, checksum)));
        bestOnDisk = best == null ? "" : best.file();
        slot = 1 - slot;
    }

    private Path tensorFile(int candidate) {
        return folder.resolve("state-" + candidate + ".bin");
    }

    private static long write(Path file, List<Weights> tensors, List<String> names) throws IOException {
        CRC32C crc = new CRC32C();
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (Weights some : tensors) {
                for (String name : names) {
                    ByteBuffer bytes = some.bytes(name);
                    crc.update(bytes.duplicate());
                    AtomicFile.writeFully(out, bytes);
                }
            }
        }
        return crc.getValue();
    }

    private static void load(Path file, List<Weights> tensors, List<String> names) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            for (Weights some : tensors) {
                for (String name : names) {
                    some.change(name, bytes -> fill(bytes, in));
                }
            }
        }
    }

    private static void fill(ByteBuffer bytes, FileChannel in) {
        try {
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytes(List<Weights> tensors, List<String> names) {
        return tensors.stream()
                .flatMapToLong(some ->
                        names.stream().mapToLong(name -> some.bytes(name).remaining()))
                .sum();
    }

    private static long checksum(Path file) throws IOException {
        if (!Files.exists(file)) {
            return -1;
        }
        CRC32C crc = new CRC32C();
        ByteBuffer piece = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (in.read(piece) >= 0) {
                crc.update(piece.flip());
                piece.clear();
            }
        }
        return crc.getValue();
    }
}
