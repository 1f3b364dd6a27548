package aprendiz.transformers.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What Hugging Face's tokenizers knows of characters, for every one of Unicode's.
 *
 * <p>Read from {@code unicode.txt} rather than from the JDK, whose Unicode is newer in some places and older in others,
 * and differs from one JDK to the next.
 */
final class Characters {

    /** Removed from text that is cleaned: control and format characters, private use, the replacement character. */
    static final BitSet DROPPED = new BitSet();
    /** Becomes a space in text that is cleaned. */
    static final BitSet SPACE = new BitSet();
    /** Gets a space on either side. */
    static final BitSet CHINESE = new BitSet();
    /** Marks that {@code BertNormalizer} strips. */
    static final BitSet NONSPACING = new BitSet();
    /** Marks that {@code StripAccents} strips. */
    static final BitSet COMBINING = new BitSet();
    /** A word of its own for {@code BertPreTokenizer}. */
    static final BitSet PUNCTUATION = new BitSet();
    /** White space, which ends a word. */
    static final BitSet BLANK = new BitSet();
    /** What regular expressions call {@code \w}. */
    static final BitSet WORD = new BitSet();

    private static final Map<Integer, int[]> LOWER = new HashMap<>();
    private static final Map<Integer, int[]> DECOMPOSED = new HashMap<>();

    private static final int HANGUL = 0xAC00;
    private static final int HANGUL_END = HANGUL + 11_172;

    static {
        try (InputStream in = Characters.class.getResourceAsStream("unicode.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(Characters::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(String line) {
        String[] words = line.split(" ", -1);
        String[] entries = Arrays.copyOfRange(words, 1, words.length);
        switch (words[0]) {
            case "dropped" -> ranges(entries, DROPPED);
            case "space" -> ranges(entries, SPACE);
            case "chinese" -> ranges(entries, CHINESE);
            case "nonspacing" -> ranges(entries, NONSPACING);
            case "combining" -> ranges(entries, COMBINING);
            case "punctuation" -> ranges(entries, PUNCTUATION);
            case "blank" -> ranges(entries, BLANK);
            case "word" -> ranges(entries, WORD);
            case "lower" -> mappings(entries, LOWER);
            case "decomposed" -> mappings(entries, DECOMPOSED);
            default -> throw new IllegalStateException("unicode.txt: " + words[0]);
        }
    }

    private static void ranges(String[] entries, BitSet set) {
        for (String entry : entries) {
            String[] ends = entry.split("-", -1);
            set.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
    }

    private static void mappings(String[] entries, Map<Integer, int[]> map) {
        for (String entry : entries) {
            String[] sides = entry.split("=", -1);
            int[] to = Arrays.stream(sides[1].split("\\+"))
                    .mapToInt(hex -> Integer.parseInt(hex, 16))
                    .toArray();
            map.put(Integer.parseInt(sides[0], 16), to);
        }
    }

    /** The lower case, of one character or more. */
    static int[] lower(int point) {
        int[] lower = LOWER.get(point);
        return lower == null ? new int[] {point} : lower;
    }

    /** The canonical decomposition (Unicode's NFD), of one character or more. */
    static int[] decomposed(int point) {
        if (point >= HANGUL && point < HANGUL_END) {
            int syllable = point - HANGUL; // Unicode, section 3.12
            int[] jamo = {0x1100 + syllable / 588, 0x1161 + syllable % 588 / 28, 0x11A7 + syllable % 28};
            return syllable % 28 == 0 ? Arrays.copyOf(jamo, 2) : jamo;
        }
        int[] decomposed = DECOMPOSED.get(point);
        return decomposed == null ? new int[] {point} : decomposed;
    }

    private Characters() {}
}
