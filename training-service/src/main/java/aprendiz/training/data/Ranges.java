package aprendiz.training.data;

import java.math.BigDecimal;
import java.util.List;

/**
 * Numbers put into ranges, whose names serve as labels: with the bounds 4 and 8, {@code up to 4}, {@code over 4 to 8} and
 * {@code over 8}.
 *
 * @param bounds rising; a number that equals a bound belongs below it; none leaves labels as they are
 */
record Ranges(List<Double> bounds) {

    /** @return the label as it is where there are no bounds; null where it should be a number and is none */
    String name(String label) {
        if (bounds.isEmpty() || label.isEmpty()) {
            return label;
        }
        double number;
        try {
            number = Double.parseDouble(label);
        } catch (NumberFormatException e) {
            return null;
        }
        if (Double.isNaN(number)) {
            return null;
        }
        int range = 0;
        while (range < bounds.size() && number > bounds.get(range)) {
            range++;
        }
        if (range == 0) {
            return "up to " + plain(bounds.getFirst());
        }
        String over = "over " + plain(bounds.get(range - 1));
        return range == bounds.size() ? over : over + " to " + plain(bounds.get(range));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
