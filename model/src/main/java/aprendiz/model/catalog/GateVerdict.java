package aprendiz.model.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a gate judged a version.
 *
 * @param condition the gate in words
 * @param measured the version's figure; null where it was not measured
 * @param bar what it had to reach; null where there was nothing to compare with
 * @param explanation one sentence with both figures, or what to measure first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateVerdict(String condition, Double measured, Double bar, boolean passed, String explanation) {}
