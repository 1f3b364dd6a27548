package aprendiz.local;

import aprendiz.local.PlatformState.Condition;
import aprendiz.local.PlatformState.PartState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answer to "how are you?".
 *
 * @param memoryMegabytes of all processes together, or null where the system does not tell
 */
record Status(boolean up, String home, Long memoryMegabytes, List<Line> parts) {

    /** One part, with its share of the memory: pages that processes share are counted once. */
    record Line(
            String name,
            Condition condition,
            int port,
            long pid,
            Long memoryMegabytes,
            int restarts,
            Instant since,
            String why,
            String log) {}

    static Status of(Settings settings, Optional<PlatformState> state) {
        List<Line> lines = state.map(PlatformState::parts).orElse(List.of()).stream()
                .map(part -> line(settings, part))
                .toList();
        List<Optional<Long>> shares = new ArrayList<>();
        state.ifPresent(s -> shares.add(memory(ProcessHandle.of(s.pid()).stream())));
        lines.forEach(line -> shares.add(Optional.ofNullable(line.memoryMegabytes())));
        boolean known = !shares.isEmpty() && shares.stream().allMatch(Optional::isPresent);
        Long memory =
                known ? (Long) shares.stream().mapToLong(Optional::orElseThrow).sum() : null;
        return new Status(
                state.map(PlatformState::isUp).orElse(false), settings.home().toString(), memory, lines);
    }

    private static Line line(Settings settings, PartState part) {
        Stream<ProcessHandle> processes = ProcessHandle.of(part.pid()).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
        return new Line(
                part.name(),
                part.condition(),
                part.port(),
                part.pid(),
                memory(processes).orElse(null),
                part.restarts(),
                part.since(),
                part.why(),
                settings.log(part.name()).toString());
    }

    /** In MB. */
    private static Optional<Long> memory(Stream<ProcessHandle> processes) {
        try {
            long kilobytes = 0;
            for (ProcessHandle process : processes.toList()) {
                kilobytes += proportional(process.pid());
            }
            return Optional.of(kilobytes / 1024);
        } catch (IOException untold) {
            return Optional.empty();
        }
    }

    private static long proportional(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
