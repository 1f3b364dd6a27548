package aprendiz.journey.process;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Looks four times a second how much memory of a process is resident, until it is closed. */
public final class MemoryWatch implements AutoCloseable {

    private static final long PAUSE = 250;

    private final List<Long> bytes = new ArrayList<>();
    private final Thread thread;

    public MemoryWatch(long pid) {
        thread = Thread.ofPlatform().daemon().name("memory of " + pid).start(() -> watch(pid));
    }

    private void watch(long pid) {
        try {
            while (true) {
                OptionalLong now = ResidentMemory.of(pid);
                synchronized (bytes) {
                    now.ifPresent(bytes::add);
                }
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The mean of what was seen in a part of the time.
     *
     * @param from 0 is the beginning, 1 is now
     */
    public double mean(double from, double to) {
        synchronized (bytes) {
            int first = (int) (from * bytes.size());
            int last = Math.max(first + 1, (int) (to * bytes.size()));
            return bytes.subList(first, Math.min(last, bytes.size())).stream()
                    .mapToLong(Long::longValue)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
