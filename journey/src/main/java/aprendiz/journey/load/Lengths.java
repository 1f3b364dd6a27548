package aprendiz.journey.load;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How long texts are, in tokens: log-normal, as what people write is.
 *
 * @param parts by turns
 */
public record Lengths(String name, List<LogNormal> parts) {

    /** As in chats: half have at most 24. */
    public static final Lengths SHORT = new Lengths("short", List.of(new LogNormal(24, 1)));

    /** As reviews: half have at most 90. */
    public static final Lengths LONG = new Lengths("long", List.of(new LogNormal(90, 0.8)));

    /** The one and the other. */
    public static final Lengths MIXED = new Lengths("mixed", List.of(new LogNormal(24, 1), new LogNormal(90, 0.8)));

    private static final int SHORTEST = 4;

    /**
     * A distribution.
     *
     * @param median half are no longer
     * @param sigma of the logarithm
     */
    public record LogNormal(double median, double sigma) {
        double draw(RandomGenerator random) {
            return median * Math.exp(sigma * random.nextGaussian());
        }
    }

    public Lengths {
        parts = List.copyOf(parts);
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
        return name;
    }
}
