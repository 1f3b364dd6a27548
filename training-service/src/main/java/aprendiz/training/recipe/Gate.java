package aprendiz.training.recipe;

import aprendiz.model.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition on measured metrics that a version must meet before an alias moves to it: {@code accuracy >= 0.5},
 * {@code macro-f1 > from-scratch}.
 */
public record Gate(Measure measure, Comparison comparison, Bar bar) {

    /** What the measure is held against. */
    public sealed interface Bar {
        /** A number of the user's. */
        record Fixed(double value) implements Bar {}

        /** The same measure of a baseline. */
        record Of(Baseline baseline) implements Bar {}
    }

    /** How it is held against it. */
    public enum Comparison {
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        boolean holds(double measured, double bar) {
            return switch (this) {
                case ABOVE -> measured > bar;
                case AT_LEAST -> measured >= bar;
                case BELOW -> measured < bar;
                case AT_MOST -> measured <= bar;
            };
        }

        boolean wantsMore() {
            return this == ABOVE || this == AT_LEAST;
        }

        @Override
        public String toString() {
            return sign;
        }
    }

    /** What became of a gate. */
    public record Verdict(String gate, double measured, double bar, boolean passed) {
        public String reason() {
            return String.format(Locale.ROOT, "%s: measured %.4f, the bar is %.4f", gate, measured, bar);
        }
    }

    private static final Pattern SHAPE = Pattern.compile("\\s*([a-z0-9-]+)\\s*(>=|<=|>|<)\\s*([a-z0-9.+-]+)\\s*");
    private static final String HINT =
            "write it as: metric, one of > >= < <=, then a number or a baseline, as in 'macro-f1 >" + " from-scratch'";

    public Gate {
        Objects.requireNonNull(measure, "measure");
        Objects.requireNonNull(comparison, "comparison");
        Objects.requireNonNull(bar, "bar");
        if (comparison.wantsMore() != measure.moreIsBetter()) {
            throw bad(
                    measure.moreIsBetter()
                            ? "more " + measure + " is better: use > or >="
                            : "less " + measure + " is better: use < or <=");
        }
        switch (bar) {
            case Bar.Fixed fixed -> {
                boolean possible = fixed.value >= 0 && (fixed.value <= 1 || !measure.moreIsBetter());
                if (!possible) {
                    throw bad(measure + " lies between 0 and 1, so " + fixed.value + " cannot be its bar");
                }
            }
            case Bar.Of of -> {
                if (measure.needsProbabilities() && !of.baseline.saysHowSure()) {
                    throw bad("the baseline " + of.baseline + " has no " + measure
                            + ": compare accuracy, macro-f1, weighted-f1 or mcc");
                }
            }
        }
    }

    /** @throws Problem of kind INVALID that says what cannot be read */
    public static Gate parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw bad("'" + text + "' is no condition; " + HINT);
        }
        Measure measure = Measure.of(shape.group(1))
                .orElseThrow(() ->
                        bad("unknown metric '" + shape.group(1) + "'; there are " + Arrays.toString(Measure.values())));
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(one -> one.sign.equals(shape.group(2)))
                .findFirst()
                .orElseThrow();
        return new Gate(measure, comparison, bar(shape.group(3)));
    }

    private static Bar bar(String text) {
        return Baseline.of(text).<Bar>map(Bar.Of::new).orElseGet(() -> {
            try {
                return new Bar.Fixed(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                throw bad("'" + text + "' is neither a number nor a baseline; the baselines are "
                        + Arrays.toString(Baseline.values()));
            }
        });
    }

    private static Problem bad(String detail) {
        return Problem.invalid("Bad gate", detail);
    }

    /** @param metrics of the model by the measure's name, of the baselines as {@code majority/accuracy} */
    public Verdict check(SortedMap<String, Double> metrics) {
        double measured = metric(metrics, measure.toString());
        double held = switch (bar) {
            case Bar.Fixed fixed -> fixed.value;
            case Bar.Of of -> metric(metrics, of.baseline.metric(measure));
        };
        return new Verdict(toString(), measured, held, comparison.holds(measured, held));
    }

    private static double metric(SortedMap<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw bad("the gate looks at " + name + ", which this job's test part leaves undefined; there are "
                    + metrics.keySet());
        }
        return value;
    }

    @Override
    public String toString() {
        return measure + " " + comparison + " "
                + switch (bar) {
                    case Bar.Fixed fixed -> String.valueOf(fixed.value);
                    case Bar.Of of -> of.baseline.toString();
                };
    }
}
