package aprendiz.journey.load;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** How long texts are, in tokens: log-normal, as what people write is. */
public enum Lengths {
    /** As in chats: half have at most 24. */
    SHORT(new LogNormal(24, 1)),
    /** As reviews: half have at most 90. */
    LONG(new LogNormal(90, 0.8)),
    /** The one and the other by turns. */
    MIXED(new LogNormal(24, 1), new LogNormal(90, 0.8));

    private static final int SHORTEST = 4;

    private record LogNormal(double median, double sigma) {
        double draw(RandomGenerator random) {
            return median * Math.exp(sigma * random.nextGaussian());
        }
    }

    private final List<LogNormal> parts;

    Lengths(LogNormal... parts) {
        this.parts = List.of(parts);
    }

    /**
     * Texts of such lengths; the same seed gives the same ones.
     *
     * @param longest in tokens; what would be longer has so many
     */
    public List<Sample> draw(Words words, int count, int longest, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    double tokens = parts.get(i % parts.size()).draw(random);
                    return words.text(Math.clamp(Math.round(tokens), SHORTEST, longest), random);
                })
                .toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
