package aprendiz.model.catalog;

import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;

/** A condition that a version must meet before an alias moves to it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Gate.AtLeast.class, name = "at-least"),
    @JsonSubTypes.Type(value = Gate.BetterThanHolder.class, name = "better-than-holder"),
    @JsonSubTypes.Type(value = Gate.Forgetting.class, name = "forgetting")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Gate {

    /** Which metric it looks at. */
    String metric();

    /**
     * The metric reaches a bar; for a metric that is better when it is lower, stays under it.
     *
     * @param testSet measured on this data; null for the metrics that the version was published with
     * @param split of the test set; {@code test} where none is named
     */
    record AtLeast(String metric, TestSet testSet, String split, double value) implements Gate {
        public AtLeast {
            checkMetric(metric);
            split = splitOf(split);
        }
    }

    /**
     * The metric is better than that of the version that the alias holds now, by a margin; passed where it holds none.
     *
     * @param testSet as for {@link AtLeast}
     * @param margin 0 or more; at 0 an equal figure passes
     */
    record BetterThanHolder(String metric, TestSet testSet, String split, double margin) implements Gate {
        public BetterThanHolder {
            checkMetric(metric);
            checkNotNegative("margin", margin);
            split = splitOf(split);
        }
    }

    /**
     * On every test set that a model it came from was evaluated on, the metric is worse than the parent's by no more than a
     * budget. A parent's test set that the version was not measured on fails.
     */
    record Forgetting(String metric, double budget) implements Gate {
        public Forgetting {
            checkMetric(metric);
            checkNotNegative("budget", budget);
        }
    }

    /** Whether less of this metric is better: errors and losses. */
    static boolean isLowerBetter(String metric) {
        String word = metric.substring(metric.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return List.of("loss", "perplexity", "mae", "mse", "rmse", "error", "brier", "ece").stream()
                .anyMatch(error -> word.equals(error) || word.endsWith("-" + error) || word.endsWith("_" + error));
    }

    private static void checkMetric(String metric) {
        if (metric == null || metric.isBlank()) {
            throw Problem.invalid("Bad gate", "metric: say which metric the gate looks at");
        }
    }

    private static void checkNotNegative(String field, double value) {
        if (!(value >= 0)) {
            throw Problem.invalid("Bad gate", field + ": " + value + " is not 0 or more");
        }
    }

    private static String splitOf(String split) {
        return split == null || split.isBlank() ? Evaluation.TEST : split;
    }
}
