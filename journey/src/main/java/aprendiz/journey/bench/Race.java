package aprendiz.journey.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The same work done by turns by two sides, so that a machine that slows down for a while slows both.
 *
 * @param ourTimes seconds of one repetition, a number for each window
 * @param theirTimes the same of the other side; empty if there is none
 * @param peer who the other side is, or why there is none
 */
public record Race(List<Double> ourTimes, List<Double> theirTimes, String peer) {

    public Race {
        ourTimes = List.copyOf(ourTimes);
        theirTimes = List.copyOf(theirTimes);
    }

    /** Runs both against each other, after a window each that is not counted. */
    static Race run(Terms terms, Runnable ours, Peer peer) {
        return run(terms, () -> {}, ours, peer);
    }

    /** The same, with something to be done at the beginning of every window that is counted. */
    static Race run(Terms terms, Runnable first, Runnable ours, Peer peer) {
        DoubleSupplier us = () -> seconds(terms.repeats(), ours);
        return switch (peer) {
            case Peer.Absent absent -> run(terms, first, us, null, absent.reason());
            case Peer.Running running ->
                run(terms, first, us, () -> running.seconds(terms.repeats()), running.description());
        };
    }

    /** Runs two works of ours against each other. */
    public static Race run(Terms terms, Runnable ours, Runnable other, String name) {
        int repeats = terms.repeats();
        return run(terms, () -> {}, () -> seconds(repeats, ours), () -> seconds(repeats, other), name);
    }

    private static Race run(Terms terms, Runnable first, DoubleSupplier ours, DoubleSupplier theirs, String peer) {
        List<Double> ourTimes = new ArrayList<>();
        List<Double> theirTimes = new ArrayList<>();
        for (int window = 0; window <= terms.windows(); window++) {
            boolean counts = window > 0; // the first one warms up
            if (counts) {
                first.run();
            }
            double us = ours.getAsDouble();
            double them = theirs == null ? 0 : theirs.getAsDouble();
            if (counts) {
                ourTimes.add(us);
            }
            if (counts && theirs != null) {
                theirTimes.add(them);
            }
        }
        return new Race(ourTimes, theirTimes, peer);
    }

    private static double seconds(int repeats, Runnable work) {
        long begun = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            work.run();
        }
        return (System.nanoTime() - begun) / 1e9 / repeats;
    }

    /** By how much the slowest window of either side was slower than that side's fastest: 0.1 is a tenth. */
    public double spread() {
        return Stream.of(ourTimes, theirTimes)
                .filter(times -> !times.isEmpty())
                .mapToDouble(times -> Collections.max(times) / Collections.min(times) - 1)
                .max()
                .orElseThrow();
    }

    public boolean hasPeer() {
        return !theirTimes.isEmpty();
    }

    public double ours() {
        return Median.of(ourTimes);
    }

    public double theirs() {
        return Median.of(theirTimes);
    }

    /** The median of the windows' own ratios. */
    public double ratio() {
        return Median.of(IntStream.range(0, ourTimes.size())
                .mapToObj(i -> ourTimes.get(i) / theirTimes.get(i))
                .toList());
    }
}
