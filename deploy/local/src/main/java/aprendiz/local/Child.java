package aprendiz.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * A process that we started and that ends when we do.
 *
 * <p>A thread of its own starts it and stays until it ends, for the death signal of {@link Leash} is tied to that thread.
 */
final class Child {

    private final Process process;
    private final BoundedLog log;

    private Child(Process process, BoundedLog log) {
        this.process = process;
        this.log = log;
    }

    /** @param command already tied by {@link Leash#tie} */
    static Child start(List<String> command, Map<String, String> environment, Path logFile) throws IOException {
        BoundedLog log = new BoundedLog(logFile, BoundedLog.BOUND);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("keeps " + logFile.getFileName()).start(() -> {
            Process process;
            try {
                process = builder.start();
                process.getOutputStream().close();
            } catch (IOException e) {
                started.completeExceptionally(e);
                return;
            }
            started.complete(process);
            log.drain(process.getInputStream());
            process.onExit().join();
        });
        try {
            return new Child(started.join(), log);
        } catch (CompletionException e) {
            throw new IOException(
                    "cannot start " + command.getFirst() + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    BoundedLog log() {
        return log;
    }

    /** Asks it to end with a signal (INT, TERM); kills it when the grace is over. */
    void stop(String signal, Duration grace) {
        stop(process.toHandle(), signal, grace);
    }

    /** The same for a process of which only the handle is known. */
    static void stop(ProcessHandle process, String signal, Duration grace) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (IOException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException unheard) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
