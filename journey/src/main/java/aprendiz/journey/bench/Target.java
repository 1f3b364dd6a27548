package aprendiz.journey.bench;

import java.util.Locale;

/** What a ratio is to be. Ratios count as they are shown, with two decimals. */
public record Target(Side side, double bound) {

    public enum Side {
        AT_LEAST,
        AT_MOST
    }

    public static Target atLeast(double bound) {
        return new Target(Side.AT_LEAST, bound);
    }

    public static Target atMost(double bound) {
        return new Target(Side.AT_MOST, bound);
    }

    boolean isReachedBy(double ratio) {
        double shown = Math.round(ratio * 100) / 100.0;
        return switch (side) {
            case AT_LEAST -> shown >= bound;
            case AT_MOST -> shown <= bound;
        };
    }

    @Override
    public String toString() {
        return switch (side) {
            case AT_LEAST -> String.format(Locale.ROOT, "at least %.2f", bound);
            case AT_MOST -> String.format(Locale.ROOT, "at most %.2f", bound);
        };
    }
}
