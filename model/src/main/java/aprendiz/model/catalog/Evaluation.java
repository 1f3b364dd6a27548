package aprendiz.model.catalog;

import aprendiz.model.Problem;
import aprendiz.model.metrics.Interval;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * What a version measured on some data, said once and never changed.
 *
 * @param id given by the registry; null in a wish
 * @param dataset what it was measured on
 * @param split which part of it, {@code test} unless said otherwise
 * @param metric its name, as in a version's own metrics
 * @param value a finite number
 * @param interval where the value probably lies, at 95 %; or null
 * @param n how many examples; or null
 * @param by who measured; the caller where it is not said
 * @param note how, in a sentence; or empty
 * @param at when it was attached; null in a wish
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evaluation(
        Long id,
        TestSet dataset,
        String split,
        String metric,
        Double value,
        Interval interval,
        Long n,
        String by,
        String note,
        Instant at) {

    /** The split that is meant where none is named. */
    public static final String TEST = "test";

    public Evaluation {
        if (dataset == null || metric == null || metric.isBlank() || value == null) {
            throw Problem.invalid("Bad evaluation", "an evaluation needs dataset, metric and value");
        }
        if (!Double.isFinite(value)) {
            throw Problem.invalid("Bad evaluation", "value: " + value + " is no finite number");
        }
        if (interval != null && !(interval.low() <= value && value <= interval.high())) {
            throw Problem.invalid(
                    "Bad evaluation",
                    "interval: " + value + " does not lie in " + interval.low() + " to " + interval.high());
        }
        if (n != null && n < 1) {
            throw Problem.invalid("Bad evaluation", "n: " + n + " examples");
        }
        split = split == null || split.isBlank() ? TEST : split;
        note = note == null ? "" : note;
    }

    /** A wish: what the registry adds is left out. */
    public static Evaluation of(TestSet dataset, String metric, double value, Interval interval, Long n, String by) {
        return new Evaluation(null, dataset, TEST, metric, value, interval, n, by, "", null);
    }
}
