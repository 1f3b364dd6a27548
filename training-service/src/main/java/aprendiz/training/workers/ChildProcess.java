package aprendiz.training.workers;

import aprendiz.training.Settings;
import aprendiz.training.run.JobFolder;
import aprendiz.training.run.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The process of a job: a JVM on this service's own class path, without Quarkus. It holds nothing of this one but the
 * other end of its standard input, by whose end it knows that this one died.
 */
final class ChildProcess implements AutoCloseable {

    /** By {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_HEAP = 3;

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    static ChildProcess start(JobFolder folder, Settings.Worker settings) throws IOException {
        ProcessBuilder builder =
                Jvm.process(settings.heap(), settings.process(), folder.path().toString(), folder.log());
        int jobs = Worker.mostJobs(settings);
        if (jobs > 1) {
            int processors = Runtime.getRuntime().availableProcessors();
            builder.environment().putIfAbsent("OMP_NUM_THREADS", String.valueOf(Math.max(1, processors / jobs)));
        }
        return new ChildProcess(builder.start());
    }

    /** The most memory that it has held at once, in bytes; 0 where the system does not tell. */
    long peakMemory() {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /** True once it has ended; waits that long at most. */
    boolean endsWithin(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Its exit code, said so that people understand it. */
    String exit() {
        int code = process.exitValue();
        return switch (code) {
            case OUT_OF_HEAP ->
                "out of memory: it ran out of heap (exit code 3); aprendiz.training.worker.heap sets how much there is";
            case 75 -> "another process works in the job's folder (exit code 75)";
            case 137 -> "it was killed, perhaps for want of memory (signal 9)";
            case 134, 139 -> "it crashed in native code (signal " + (code - 128) + ")";
            case 143 -> "it was told to end (signal 15)";
            default -> "it ended with exit code " + code;
        };
    }

    /** True if it wanted more heap than it may have, which it will want again. */
    boolean ranOutOfHeap() {
        return process.exitValue() == OUT_OF_HEAP;
    }

    boolean endedWell() {
        return process.exitValue() == 0;
    }

    /** Kills it if it still runs, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
