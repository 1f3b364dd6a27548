package aprendiz.training.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** A line that a job's process says to its worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Progress.Began.class, name = "began"),
    @JsonSubTypes.Type(value = Progress.Stepped.class, name = "stepped"),
    @JsonSubTypes.Type(value = Progress.Evaluated.class, name = "evaluated"),
    @JsonSubTypes.Type(value = Progress.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = Progress.Failed.class, name = "failed")
})
public sealed interface Progress {

    /** A line for the log; empty for what happens too often to be told there. */
    default String told() {
        return switch (this) {
            case Began began ->
                began.phase()
                        + (began.steps() == 0 ? "" : ", " + began.steps() + " steps")
                        + (began.resumedAt() == 0 ? "" : ", going on behind step " + began.resumedAt());
            case Stepped stepped -> "";
            case Evaluated one ->
                String.format(
                        Locale.ROOT,
                        "%s, step %d: training loss %.4f, validation loss %.4f, validation accuracy %.4f",
                        one.phase(),
                        one.step(),
                        one.trainingLoss(),
                        one.validationLoss(),
                        one.accuracy());
            case Finished finished ->
                "finished: " + finished.metrics()
                        + (finished.refusal() == null ? "" : "; refused: " + finished.refusal());
            case Failed failed -> "failed: " + failed.reason();
        };
    }

    /** @param steps optimiser steps in it, 0 where it has none */
    record Began(Phase phase, int steps, int resumedAt) implements Progress {}

    /**
     * An optimiser step.
     *
     * @param step from 1
     * @param secondsLeft until the last training of the job ends, estimated
     */
    record Stepped(Phase phase, int step, int steps, double loss, double learningRate, double secondsLeft)
            implements Progress {}

    /** Both losses, in evaluation mode at the same step. */
    record Evaluated(Phase phase, int step, double epoch, double trainingLoss, double validationLoss, double accuracy)
            implements Progress {}

    /**
     * The version and the report are written.
     *
     * @param metrics of the model by name, of the baselines as {@code majority/accuracy}
     * @param refusal why the gate keeps the alias from it; null if it is passed
     */
    record Finished(SortedMap<String, Double> metrics, String refusal) implements Progress {
        public Finished {
            metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        }
    }

    /** @param again true if another attempt may fare better */
    record Failed(String reason, boolean again) implements Progress {}
}
