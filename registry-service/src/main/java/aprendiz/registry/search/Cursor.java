package aprendiz.registry.search;

import aprendiz.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where a page ends, so that the next one goes on behind it whatever was published meanwhile.
 *
 * @param order in which the pages are sorted, and what it says of the last entry
 */
record Cursor(String order, List<String> key) {

    private static final String SPACE = "\n";

    Cursor {
        key = List.copyOf(key);
    }

    static Cursor of(String order, Object... key) {
        return new Cursor(order, Arrays.stream(key).map(String::valueOf).toList());
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param order that is asked for now
     * @param parts how many the key must have
     */
    static Cursor parse(String text, String order, int parts) {
        try {
            String[] words = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(SPACE, -1);
            if (words.length == parts + 1 && words[0].equals(order)) {
                return new Cursor(order, List.of(words).subList(1, words.length));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw bad();
    }

    long number(int part) {
        try {
            return Long.parseLong(key.get(part));
        } catch (NumberFormatException e) {
            throw bad();
        }
    }

    double value(int part) {
        try {
            return Double.parseDouble(key.get(part));
        } catch (NumberFormatException e) {
            throw bad();
        }
    }

    private static Problem bad() {
        return Problem.invalid(
                "Bad cursor", "cursor: take it from the Link header of the page before, and ask for the same order");
    }

    /** One word for an address. */
    @Override
    public String toString() {
        String text = order + SPACE + String.join(SPACE, key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
