package aprendiz.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers a process by number and start time, so that a number given to another process later is not taken for it. */
record PidFile(Path path) {

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofSeconds(2);

    void write(ProcessHandle process) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path writing = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(
                writing,
                process.pid() + " " + started(process).map(Instant::toString).orElse("-"));
        Files.move(writing, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The process, if it still lives. */
    Optional<ProcessHandle> living() throws IOException {
        String[] words;
        try {
            words = Files.readString(path).strip().split(" ", 2);
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
        if (words.length != 2 || !words[0].matches("\\d{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process ->
                        words[1].equals(started(process).map(Instant::toString).orElse("-"))
                                || isClose(words[1], started(process)));
    }

    private static boolean isClose(String written, Optional<Instant> started) {
        return started.isPresent()
                && !written.equals("-")
                && Duration.between(Instant.parse(written), started.get()).abs().compareTo(CLOCKS_DIFFER_BY) < 0;
    }

    private static Optional<Instant> started(ProcessHandle process) {
        return process.info().startInstant();
    }
}
