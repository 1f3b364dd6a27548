package aprendiz.training.run;

import aprendiz.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code progress.jsonl}: written by the job's process, a line at a time, and followed by its worker. What an attempt
 * that was killed left half written is cut off by the next.
 */
public final class ProgressLog implements AutoCloseable {

    /**
     * What stood in the file from some place on.
     *
     * @param end where the last whole line ends
     */
    public record Read(List<Progress> lines, long end) {}

    private final Path file;
    private final FileChannel out;

    ProgressLog(Path file) throws IOException {
        this.file = file;
        this.out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = Files.size(file) == 0 ? 0 : lastLineEnd(file);
        out.truncate(end);
        out.position(end);
    }

    /** Writes a line, and prints it for people. */
    synchronized void say(Progress progress) {
        if (!progress.told().isEmpty()) {
            System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + progress.told());
        }
        try {
            byte[] line = (Json.MAPPER.writeValueAsString(progress) + "\n").getBytes(StandardCharsets.UTF_8);
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + file, e);
        }
    }

    /** What was measured in a phase, in all attempts, by step. */
    SortedMap<Integer, Progress.Evaluated> evaluations(Phase phase) {
        SortedMap<Integer, Progress.Evaluated> evaluations = new TreeMap<>();
        for (Progress line : read(file, 0).lines()) {
            if (line instanceof Progress.Evaluated evaluated && evaluated.phase() == phase) {
                evaluations.put(evaluated.step(), evaluated);
            }
        }
        return evaluations;
    }

    /** Reads the whole lines from a place on; a file that is not there, or shorter than that, is read from its start. */
    public static Read read(Path file, long from) {
        if (!Files.exists(file)) {
            return new Read(List.of(), 0);
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long start = from > in.length() ? 0 : from;
            in.seek(start);
            byte[] bytes = new byte[(int) Math.min(in.length() - start, 4 << 20)];
            in.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            List<Progress> lines = new ArrayList<>();
            new String(bytes, 0, end, StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> parse(line).ifPresent(lines::add));
            return new Read(lines, start + end);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A line that a power cut spoilt says nothing. */
    private static Optional<Progress> parse(String line) {
        try {
            return Optional.of(Json.MAPPER.readValue(line, Progress.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static long lastLineEnd(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
