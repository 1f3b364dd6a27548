package aprendiz.transformers.training;

import java.util.Random;

/** The one seed of a training, from which every random choice has a seed of its own: the order of use does not matter. */
record Seed(long value) {

    /** The seed of the number-th choice of that purpose. */
    long of(String purpose, long number) {
        long mixed = value;
        for (int i = 0; i < purpose.length(); i++) {
            mixed = mix(mixed + purpose.charAt(i));
        }
        return mix(mixed + number);
    }

    /** A generator whose numbers are specified by Java, so the same everywhere. */
    Random random(String purpose, long number) {
        return new Random(of(purpose, number));
    }

    /** SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long from) {
        long z = from + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
