package aprendiz.training.run;

import aprendiz.model.metrics.Interval;
import aprendiz.training.data.Parts;
import aprendiz.training.evaluation.Burden;
import aprendiz.training.evaluation.Detail;
import aprendiz.training.evaluation.Gain;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.Gate;
import aprendiz.training.recipe.Pins;
import aprendiz.training.recipe.Recipe;
import aprendiz.training.subjects.Subject;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code report.json}: what a job came to.
 *
 * @param labels in the order of the logits; empty where the task has none
 * @param parts sizes of train, validation and test
 * @param metrics of the model by name, of the baselines as {@code majority/accuracy}, on the test part
 * @param intervals of the metrics at 95 %, by the same names, where they have one
 * @param model how the model answered the test part
 * @param baselines how each baseline did, by name
 * @param gains how much higher each of the model's metrics is, by baseline and metric
 * @param trainings of the model first, then of baselines: losses, tensors, time
 * @param gate what became of every gate
 * @param burdens what models cost on this machine, by name; only where that is what a technique is for
 * @param teachers how each of several teachers does by itself, by its version
 * @param warnings what a careful reader should know
 */
public record Report(
        String job,
        Pins pins,
        List<String> labels,
        Map<String, Parts.Size> parts,
        SortedMap<String, Double> metrics,
        SortedMap<String, Interval> intervals,
        Scored model,
        Map<String, Scored> baselines,
        Map<String, SortedMap<String, Gain>> gains,
        Map<String, Training> trainings,
        List<Gate.Verdict> gate,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Burden> burdens,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, SortedMap<String, Double>> teachers,
        List<String> warnings) {

    /** What some techniques have to say besides. */
    record Extras(Map<String, Burden> burdens, Map<String, SortedMap<String, Double>> teachers, List<String> warnings) {
        static final Extras NONE = new Extras(new LinkedHashMap<>(), new LinkedHashMap<>(), List.of());
    }

    static Report of(
            Assignment assignment,
            Recipe recipe,
            Subject subject,
            Scored model,
            EnumMap<Baseline, Scored> baselines,
            SequencedMap<Phase, Training> trainings,
            Extras extras) {
        SortedMap<String, Double> metrics = new TreeMap<>(model.metrics());
        SortedMap<String, Interval> intervals = new TreeMap<>(model.intervals());
        Map<String, Scored> byName = new LinkedHashMap<>();
        Map<String, SortedMap<String, Gain>> gains = new LinkedHashMap<>();
        baselines.forEach((baseline, scored) -> {
            scored.metrics().forEach((name, value) -> metrics.put(baseline + "/" + name, value));
            scored.intervals().forEach((name, value) -> intervals.put(baseline + "/" + name, value));
            byName.put(baseline.toString(), scored);
            gains.put(baseline.toString(), Gain.of(model, scored, recipe.seed()));
        });
        Map<String, Training> trainingsByName = new LinkedHashMap<>();
        trainings.forEach((phase, training) -> trainingsByName.put(phase.toString(), training));
        return new Report(
                assignment.job(),
                assignment.pins(),
                subject.labels(),
                subject.sizes(),
                metrics,
                intervals,
                model,
                byName,
                gains,
                trainingsByName,
                recipe.gate().stream().map(gate -> gate.check(metrics)).toList(),
                extras.burdens(),
                extras.teachers(),
                warnings(recipe, subject, model, gains, trainings.firstEntry().getValue(), extras.warnings()));
    }

    private static List<String> warnings(
            Recipe recipe,
            Subject subject,
            Scored model,
            Map<String, SortedMap<String, Gain>> gains,
            Training training,
            List<String> others) {
        List<String> warnings = new ArrayList<>(subject.warnings());
        warnings.addAll(others);
        if (training.overfits()) {
            warnings.add("overfitting: after step " + training.bestStep()
                    + " the validation loss rose while the training loss fell; the checkpoint is the one of that step");
        }
        if (model.detail() instanceof Detail.Labels labels) {
            String unseen = labels.report().classes().stream()
                    .filter(one -> one.answered() == 0)
                    .map(one -> "'" + one.label() + "'")
                    .collect(Collectors.joining(", "));
            if (!unseen.isEmpty()) {
                warnings.add("never answered on the test part: " + unseen);
            }
        }
        String main =
                recipe.goal().measures(recipe.data().label() != null).getFirst().toString();
        gains.forEach((baseline, byMetric) -> {
            Gain gain = byMetric.get(main);
            boolean mustBeBeaten = !baseline.equals(Baseline.TEACHER.toString());
            if (mustBeBeaten && gain != null && gain.low() <= 0) {
                warnings.add("the test part is too small, or the model not good enough, to tell that its " + main
                        + " is better than that of " + baseline);
            }
        });
        return warnings;
    }

    /** Why the gates keep an alias from the version; null if every one is passed. */
    String refusal() {
        String failed = gate.stream()
                .filter(verdict -> !verdict.passed())
                .map(Gate.Verdict::reason)
                .collect(Collectors.joining("; "));
        return failed.isEmpty() ? null : failed;
    }

    /** The intervals of the model's own metrics. */
    SortedMap<String, Interval> ownIntervals() {
        SortedMap<String, Interval> own = new TreeMap<>(intervals);
        own.keySet().removeIf(name -> name.contains("/"));
        return own;
    }
}
