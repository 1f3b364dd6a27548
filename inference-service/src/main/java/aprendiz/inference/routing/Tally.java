package aprendiz.inference.routing;

import java.time.Duration;
import java.util.Arrays;

/** How one alias did lately: its last answers. Safe to use from several threads. */
final class Tally {

    static final int MOST = 1000;
    private static final double PERCENTILE = 0.95;
    private static final double MILLISECOND = 1e6;

    private final long[] nanos = new long[MOST];
    private final boolean[] failed = new boolean[MOST];
    private long count;

    synchronized void add(boolean well, Duration took) {
        int at = (int) (count++ % MOST);
        nanos[at] = took.toNanos();
        failed[at] = !well;
    }

    /**
     * The latest so many.
     *
     * @param answers since the beginning
     * @param errors the share of those that failed
     * @param milliseconds the 95th percentile
     */
    record Summary(long answers, double errors, double milliseconds) {}

    synchronized Summary latest(int most) {
        int size = (int) Math.min(Math.min(most, MOST), count);
        long[] times = new long[size];
        int errors = 0;
        for (int i = 0; i < size; i++) {
            int at = (int) ((count - 1 - i) % MOST);
            times[i] = nanos[at];
            errors += failed[at] ? 1 : 0;
        }
        Arrays.sort(times);
        double slow = size == 0 ? 0 : times[(int) Math.ceil(PERCENTILE * size) - 1] / MILLISECOND;
        return new Summary(count, size == 0 ? 0 : (double) errors / size, slow);
    }
}
