package aprendiz.journey.bench;

import java.util.Locale;

/** A number with its unit, shown with three digits or, from 1000 on, as a whole. */
public record Figure(double value, String unit) {

    public static Figure milliseconds(double seconds) {
        return new Figure(seconds * 1e3, "ms");
    }

    public static Figure megabytes(long bytes) {
        return new Figure((double) bytes / 1e6, "MB");
    }

    @Override
    public String toString() {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, unit);
    }
}
