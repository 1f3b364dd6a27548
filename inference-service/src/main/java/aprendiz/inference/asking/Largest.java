package aprendiz.inference.asking;

import aprendiz.inference.TooLarge;

/** Bounds what a request may be answered with: a short request can ask for very much. */
public final class Largest {

    /** Numbers in an answer: 64 MB, and some more as JSON. */
    public static final int NUMBERS = 16 << 20;

    private static final int FILLINGS = 50_000;

    private Largest() {}

    /** @throws TooLarge when there are more */
    static void numbers(long numbers) {
        check(numbers, NUMBERS, "numbers");
    }

    /** @throws TooLarge when there are more */
    static void fillings(long fillings) {
        check(fillings, FILLINGS, "fillings of masks");
    }

    private static void check(long count, int most, String what) {
        if (count > most) {
            throw new TooLarge("would be answered with " + count + " " + what + "; " + most
                    + " are the most: send fewer or shorter texts in a request");
        }
    }
}
