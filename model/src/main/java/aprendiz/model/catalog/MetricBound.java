package aprendiz.model.catalog;

import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a metric must reach, or must not exceed, for a version to be found: {@code accuracy>=0.9}, {@code loss<=0.2}. Two of
 * one metric make a range.
 *
 * @param metric of the version itself, or {@code metric@namespace/dataset} for its newest evaluation on some data
 * @param atLeast whether the value is the least that will do, else the most
 */
public record MetricBound(String metric, boolean atLeast, double value) {

    private static final Pattern TEXT = Pattern.compile("([^<>=]{1,200})(>=|<=)([-+0-9.eE]{1,30})");

    @JsonCreator
    public static MetricBound of(String text) {
        Matcher parts = TEXT.matcher(text == null ? "" : text);
        if (parts.matches()) {
            try {
                return new MetricBound(
                        parts.group(1).strip(), parts.group(2).equals(">="), Double.parseDouble(parts.group(3)));
            } catch (NumberFormatException e) {
                // said below
            }
        }
        throw Problem.invalid(
                "Bad metric", "metric: " + Problem.quoted(text) + " is not like accuracy>=0.9 or loss<=0.2");
    }

    @JsonValue
    @Override
    public String toString() {
        return metric + (atLeast ? ">=" : "<=") + value;
    }
}
