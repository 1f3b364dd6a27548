package aprendiz.journey.registry;

import java.util.List;
import java.util.Locale;

/** How long some requests took, in seconds, sorted. */
record Latencies(List<Double> seconds) {

    Latencies {
        seconds = seconds.stream().sorted().toList();
    }

    double quantile(double q) {
        return seconds.get((int) Math.max(0, Math.ceil(q * seconds.size()) - 1));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", 1e3 * quantile(0.5), 1e3 * quantile(0.99));
    }
}
