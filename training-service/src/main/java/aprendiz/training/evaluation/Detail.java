package aprendiz.training.evaluation;

import aprendiz.model.metrics.Calibration;
import aprendiz.model.metrics.ClassificationReport;
import aprendiz.model.metrics.ConfusionMatrix;
import aprendiz.model.metrics.EntityReport;
import aprendiz.model.metrics.NumbersReport;
import com.fasterxml.jackson.annotation.JsonInclude;

/** What a task's answers say beyond their figures. */
public sealed interface Detail {

    /** @param calibration of a model that says how sure it is; null for others */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Labels(ClassificationReport report, ConfusionMatrix confusion, Calibration calibration) implements Detail {}

    /** Any number of labels for each text. */
    record ManyLabels(ClassificationReport report) implements Detail {}

    /**
     * Labels of words.
     *
     * @param entities as seqeval counts them unless told otherwise
     * @param strict the same with a stray inside tag being no entity
     */
    record Entities(EntityReport entities, EntityReport strict) implements Detail {}

    /** Numbers. */
    record Numbers(NumbersReport numbers) implements Detail {}

    /** Nothing. */
    record None() implements Detail {}
}
