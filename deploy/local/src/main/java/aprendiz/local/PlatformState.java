package aprendiz.local;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the supervisor says about its parts, kept in a file for whoever asks. */
record PlatformState(long pid, Instant startedAt, List<PartState> parts) {

    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** How a part is. */
    enum Condition {
        WAITING,
        STARTING,
        UP,
        RESTARTING,
        STOPPED
    }

    /**
     * One part.
     *
     * @param pid 0 while it has no process
     * @param why what ended it last, or null
     */
    record PartState(String name, Condition condition, int port, long pid, int restarts, Instant since, String why) {}

    PlatformState {
        parts = List.copyOf(parts);
    }

    boolean isUp() {
        return parts.stream().allMatch(part -> part.condition() == Condition.UP);
    }

    void write(Path file) throws IOException {
        Path writing = file.resolveSibling(file.getFileName() + ".new");
        JSON.writeValue(writing.toFile(), this);
        Files.move(writing, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<PlatformState> read(Path file) throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), PlatformState.class));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
    }
}
