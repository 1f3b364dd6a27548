package aprendiz.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Runs the platform until it is told to stop: its state is in {@code run/state.json}, its end takes every part with it. */
final class Supervisor implements AutoCloseable {

    static final String NAME = "platform";

    private final Settings settings;
    private final FileChannel lock;
    private final Instant startedAt = Instant.now();
    private final List<Keeper> stores = new ArrayList<>();
    private final List<Keeper> services = new ArrayList<>();

    private Supervisor(Settings settings, FileChannel lock) {
        this.settings = settings;
        this.lock = lock;
    }

    /** Begins to bring everything up, and returns at once. */
    static Supervisor start(Settings settings) throws IOException {
        Files.createDirectories(settings.run());
        FileChannel channel =
                FileChannel.open(settings.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock();
        if (held == null) {
            channel.close();
            throw new IOException("another platform already runs in " + settings.home());
        }
        Supervisor supervisor = new Supervisor(settings, channel);
        supervisor.start();
        return supervisor;
    }

    static Path stateFile(Settings settings) {
        return settings.run().resolve("state.json");
    }

    private void start() throws IOException {
        Parts parts = new Parts(settings);
        Keeper postgres = new Keeper(parts.postgres(), List.of(), this::tell);
        stores.addAll(List.of(postgres, new Keeper(parts.kafka(), List.of(), this::tell)));
        parts.services().forEach(service -> services.add(new Keeper(service, List.of(postgres), this::tell)));
        new PidFile(settings.pid(NAME)).write(ProcessHandle.current());
        keepers().forEach(Keeper::start);
    }

    /** Stops the services, then what they stand on. */
    @Override
    public void close() throws IOException {
        for (List<Keeper> floor : List.of(services, stores)) {
            try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
                floor.forEach(keeper -> together.execute(keeper::stop));
            }
        }
        Files.deleteIfExists(stateFile(settings));
        Files.deleteIfExists(settings.pid(NAME));
        lock.close();
    }

    private Stream<Keeper> keepers() {
        return Stream.concat(stores.stream(), services.stream());
    }

    private synchronized void tell() {
        try {
            new PlatformState(
                            ProcessHandle.current().pid(),
                            startedAt,
                            keepers().map(Keeper::state).toList())
                    .write(stateFile(settings));
        } catch (IOException e) {
            System.out.println("cannot write " + stateFile(settings) + ": " + e);
        }
    }
}
