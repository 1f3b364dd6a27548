package aprendiz.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that we started, and that ends when we do.
 *
 * <p>A thread of its own starts it and stays until it ends, for the death signal of {@link Leash} is tied to that thread.
 */
final class Child implements AutoCloseable {

    /** What ends a process in good order. */
    enum Signal {
        /** Every program's. */
        TERM,
        /** PostgreSQL's, which on TERM waits for its clients to leave. */
        INT
    }

    /** A condition to wait for; false for not yet. */
    interface Check {
        boolean passes() throws IOException, InterruptedException;
    }

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(100);

    private final Process process;
    private final Signal signal;
    private final BoundedLog log;

    private Child(Process process, Signal signal, BoundedLog log) {
        this.process = process;
        this.signal = signal;
        this.log = log;
    }

    /** Starts a command as {@code leash} says; its output goes to a bounded log and its number to the pid file. */
    static Child start(
            Leash leash,
            Signal signal,
            List<String> command,
            Map<String, String> environment,
            Path logFile,
            Path pidFile)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(leash.tie(signal, command)).redirectErrorStream(true);
        builder.environment().putAll(environment);
        BoundedLog log = new BoundedLog(logFile, BoundedLog.BOUND);
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("reads " + logFile.getFileName()).start(() -> {
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
            Child child = new Child(started.join(), signal, log);
            new PidFile(pidFile).write(child.process.toHandle());
            return child;
        } catch (CompletionException e) {
            throw new IOException(
                    "cannot start " + command.getFirst() + ": " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Waits until the check passes; a child that ends or is not ready in time is stopped, and the end of its log told. */
    void awaitReady(String name, Duration patience, Check check) throws IOException, InterruptedException {
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            while (!check.passes()) {
                boolean ended = !process.isAlive();
                if (ended || System.nanoTime() > deadline) {
                    throw new IOException(name
                            + (ended ? " ended while starting" : " is not ready after " + patience.toSeconds() + " s")
                            + "; the end of " + log.file() + ":\n" + log.tail(15));
                }
                Thread.sleep(BETWEEN_CHECKS.toMillis());
            }
        } catch (IOException | InterruptedException failed) {
            close();
            throw failed;
        }
    }

    /** Waits for its end and gives its exit code. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to end, and kills it when it does not. */
    @Override
    public void close() {
        stop(process.toHandle(), signal);
    }

    /** The same for a process that someone else started. */
    static void stop(ProcessHandle process, Signal signal) {
        if (!process.isAlive()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (IOException | ExecutionException | TimeoutException unheard) {
            // it is killed below
        } finally {
            process.destroyForcibly();
            process.onExit().join();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
