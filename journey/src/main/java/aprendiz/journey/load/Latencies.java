package aprendiz.journey.load;

import java.util.List;
import java.util.Locale;

/** How long some requests took, in seconds, sorted. */
public record Latencies(List<Double> seconds) {

    public Latencies {
        seconds = seconds.stream().sorted().toList();
    }

    /** The least that so great a share did not exceed; not a number where there was no request. */
    public double quantile(double q) {
        return seconds.isEmpty() ? Double.NaN : seconds.get((int) Math.max(0, Math.ceil(q * seconds.size()) - 1));
    }

    /** How many took no longer. */
    public long within(double bound) {
        return seconds.stream().filter(second -> second <= bound).count();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms",
                1e3 * quantile(0.5),
                1e3 * quantile(0.95),
                1e3 * quantile(0.99));
    }
}
