package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Fields;
import java.util.Arrays;
import java.util.List;

/** How many elements a tensor has along each of its dimensions. */
record Shape(List<Long> sizes) {

    private static final int MOST_DIMENSIONS = 8;

    Shape {
        sizes = List.copyOf(sizes);
    }

    static Shape of(long... sizes) {
        return new Shape(Arrays.stream(sizes).boxed().toList());
    }

    /** @throws aprendiz.model.Problem of kind INVALID if it is none: empty, or so large that no request can hold it */
    static Shape read(String place, List<Long> sizes) {
        if (sizes.isEmpty() || sizes.size() > MOST_DIMENSIONS) {
            throw Fields.invalid(place, "has " + sizes.size() + " dimensions; 1 to " + MOST_DIMENSIONS + " are known");
        }
        long count = 1;
        for (long size : sizes) {
            if (size < 1) {
                throw Fields.invalid(place, sizes + " has a size of " + size + "; at least 1 is needed");
            }
            if (size > Integer.MAX_VALUE / count) {
                throw Fields.invalid(place, sizes + " are more elements than any request can hold");
            }
            count *= size;
        }
        return new Shape(sizes);
    }

    /** How many elements there are. */
    int count() {
        return Math.toIntExact(sizes.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact));
    }

    int first() {
        return Math.toIntExact(sizes.getFirst());
    }

    @Override
    public String toString() {
        return sizes.toString();
    }
}
