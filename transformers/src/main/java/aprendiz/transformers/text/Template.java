package aprendiz.transformers.text;

import aprendiz.model.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Where special tokens stand around one text and around two: {@code [CLS] A [SEP]}, {@code [CLS] A [SEP] B [SEP]}.
 *
 * @param single for one text
 * @param pair for two
 */
record Template(List<Part> single, List<Part> pair) {

    /** A part of a template, with the type of its tokens. */
    sealed interface Part {
        record Special(int id, int type) implements Part {}

        /** The text of that number, 0 or 1. */
        record Source(int number, int type) implements Part {}
    }

    Template {
        single = List.copyOf(single);
        pair = List.copyOf(pair);
    }

    /** How many special tokens a text or two texts get. */
    int specials(boolean two) {
        return (int) (two ? pair : single)
                .stream().filter(Part.Special.class::isInstance).count();
    }

    /** One text, whole or cut. */
    Encoding encode(Pieces text, Cut cut) {
        int most = room(cut, false);
        return build(single, text, 0, Math.min(text.size, most), null, 0, 0);
    }

    /** One text in windows; one if it fits. */
    List<Encoding> windows(Pieces text, Cut cut) {
        List<Encoding> windows = new ArrayList<>();
        for (int[] window : windows(text.size, room(cut, false), cut)) {
            windows.add(build(single, text, window[0], window[1], null, 0, 0));
        }
        return windows;
    }

    /** Two texts, whole or cut. */
    Encoding encode(Pieces first, Pieces second, Cut cut) {
        int room = room(cut, true);
        int excess = first.size + second.size - room;
        int a = first.size;
        int b = second.size;
        if (excess > 0) {
            switch (cut.from()) {
                case LONGEST_FIRST -> {
                    int shorter = Math.min(a, b);
                    int longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
                    if (shorter + longer > room) {
                        shorter = room / 2;
                        longer = shorter + room % 2;
                    }
                    boolean swap = first.size > second.size;
                    a = swap ? longer : shorter;
                    b = swap ? shorter : longer;
                }
                case ONLY_FIRST -> a = left(a, excess, "first");
                case ONLY_SECOND -> b = left(b, excess, "second");
            }
        }
        return build(pair, first, 0, a, second, 0, b);
    }

    /** Two texts, one of them whole and the other in windows. */
    List<Encoding> windows(Pieces first, Pieces second, Cut cut) {
        int room = room(cut, true);
        int excess = first.size + second.size - room;
        List<Encoding> windows = new ArrayList<>();
        switch (cut.from()) {
            case LONGEST_FIRST ->
                throw new IllegalArgumentException("windows over two texts need to know which of them is cut");
            case ONLY_FIRST -> {
                int most = excess > 0 ? left(first.size, excess, "first") : first.size;
                for (int[] window : windows(first.size, most, cut)) {
                    windows.add(build(pair, first, window[0], window[1], second, 0, second.size));
                }
            }
            case ONLY_SECOND -> {
                int most = excess > 0 ? left(second.size, excess, "second") : second.size;
                for (int[] window : windows(second.size, most, cut)) {
                    windows.add(build(pair, first, 0, first.size, second, window[0], window[1]));
                }
            }
        }
        return windows;
    }

    private int room(Cut cut, boolean two) {
        int room = cut.maxLength() - specials(two);
        if (room < 0) {
            throw Problem.invalid("Bad cut", cut.maxLength() + " tokens have no room for the special ones");
        }
        return room;
    }

    private static int left(int size, int excess, String which) {
        if (size <= excess) {
            throw Problem.invalid(
                    "Text too long",
                    "the two texts have " + excess + " tokens too many, but the " + which + ", which alone is cut, has "
                            + size);
        }
        return size - excess;
    }

    /** Windows of at most so many tokens, each but the first beginning with the last tokens of the one before. */
    private static List<int[]> windows(int size, int most, Cut cut) {
        if (size <= most) {
            return List.of(new int[] {0, size});
        }
        int stride = cut.stride();
        if (stride >= most) {
            throw Problem.invalid(
                    "Bad cut", "a stride of " + stride + " leaves a window of " + most + " tokens nothing new");
        }
        cut.allow(1 + (size - most) / (most - stride), 1);
        List<int[]> windows = new ArrayList<>();
        for (int start = 0, end = 0; end < size; start += most - stride) {
            end = Math.min(size, start + most);
            windows.add(new int[] {start, end});
        }
        return windows;
    }

    private static Encoding build(
            List<Part> parts, Pieces first, int from, int to, Pieces second, int secondFrom, int secondTo) {
        Encoding encoding = new Encoding(parts.size() + to - from + secondTo - secondFrom);
        for (Part part : parts) {
            switch (part) {
                case Part.Special special -> encoding.addSpecial(special.id(), special.type());
                case Part.Source(int number, int type) -> {
                    if (number == 0) {
                        encoding.add(first, from, to, type, 0);
                    } else {
                        encoding.add(second, secondFrom, secondTo, type, 1);
                    }
                }
            }
        }
        return encoding;
    }
}
