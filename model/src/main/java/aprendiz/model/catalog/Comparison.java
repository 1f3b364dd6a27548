package aprendiz.model.catalog;

import aprendiz.model.metrics.Interval;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Two versions side by side.
 *
 * @param metrics that they were published with, and the newest evaluation of each on every test set; by data set and name
 * @param ancestors versions that both come from, the nearest first; one of the two itself if the other comes from it
 */
public record Comparison(Side left, Side right, List<Row> metrics, List<String> ancestors) {

    public Comparison {
        metrics = List.copyOf(metrics);
        ancestors = List.copyOf(ancestors);
    }

    /**
     * One of them.
     *
     * @param version files left out
     * @param aliases that hold it
     * @param files how many
     * @param size of all its files, in bytes
     * @param parameters how many elements its tensors have; null where it has none that can be counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Side(Version version, List<String> aliases, int files, long size, Long parameters) {
        public Side {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * One metric.
     *
     * @param dataset what it was measured on; null for the metrics that the versions were published with
     * @param split of the data set; null where there is none
     * @param left null where it was not measured
     * @param right null where it was not measured
     * @param apart whether the intervals do not touch, so that chance hardly explains the difference; null without both
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(TestSet dataset, String split, String metric, Figure left, Figure right, Boolean apart) {}

    /** @param interval where the value probably lies, at 95 %; or null */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figure(double value, Interval interval, Long n) {}
}
