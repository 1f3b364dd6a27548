package aprendiz.training.run;

import aprendiz.training.data.Parts;
import aprendiz.training.recipe.Baseline;
import aprendiz.training.recipe.Gate;
import aprendiz.training.recipe.Measure;
import aprendiz.training.recipe.Pins;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code report.json}: what a job came to.
 *
 * @param labels in the order of the logits
 * @param parts sizes of train, validation and test
 * @param metrics of the model by name, of the baselines as {@code majority/accuracy}, on the test part
 * @param model how the model answered the test part
 * @param baselines how each baseline did, by name
 * @param gains how much more accurate the model is, by baseline
 * @param trainings fine-tuning and from-scratch: losses, tensors, time
 * @param gate what became of every gate
 * @param warnings what a careful reader should know
 */
public record Report(
        String job,
        Pins pins,
        List<String> labels,
        Map<String, Parts.Size> parts,
        SortedMap<String, Double> metrics,
        Scored model,
        Map<String, Scored> baselines,
        Map<String, Gain> gains,
        Map<String, Training> trainings,
        List<Gate.Verdict> gate,
        List<String> warnings) {

    static Report of(
            Assignment assignment,
            Parts parts,
            List<Gate> gates,
            long seed,
            Scored model,
            EnumMap<Baseline, Scored> baselines,
            EnumMap<Phase, Training> trainings) {
        SortedMap<String, Double> metrics = new TreeMap<>(model.report().metrics());
        metrics.put(Measure.LOSS.toString(), model.loss());
        baselines.forEach((baseline, scored) -> {
            scored.report().metrics().forEach((name, value) -> metrics.put(baseline + "/" + name, value));
            if (scored.loss() != null) {
                metrics.put(baseline.metric(Measure.LOSS), scored.loss());
            }
        });
        Map<String, Parts.Size> sizes = new LinkedHashMap<>();
        sizes.put("train", parts.size(parts.train()));
        sizes.put("validation", parts.size(parts.validation()));
        sizes.put("test", parts.size(parts.test()));
        Map<String, Scored> byName = new LinkedHashMap<>();
        Map<String, Gain> gains = new LinkedHashMap<>();
        baselines.forEach((baseline, scored) -> {
            byName.put(baseline.toString(), scored);
            gains.put(baseline.toString(), Gain.of(model.correct(), scored.correct(), seed));
        });
        Map<String, Training> trainingsByName = new LinkedHashMap<>();
        trainings.forEach((phase, training) -> trainingsByName.put(phase.toString(), training));
        return new Report(
                assignment.job(),
                assignment.pins(),
                parts.labels(),
                sizes,
                metrics,
                model,
                byName,
                gains,
                trainingsByName,
                gates.stream().map(gate -> gate.check(metrics)).toList(),
                warnings(parts, model, gains, Objects.requireNonNull(trainings.get(Phase.FINE_TUNING))));
    }

    private static List<String> warnings(Parts parts, Scored model, Map<String, Gain> gains, Training training) {
        List<String> warnings = new ArrayList<>(parts.warnings());
        if (training.overfits()) {
            warnings.add("overfitting: after step " + training.bestStep()
                    + " the validation loss rose while the training loss fell; the checkpoint is the one of that step");
        }
        List<String> unseen = model.report().classes().stream()
                .filter(one -> one.answered() == 0)
                .map(one -> "'" + one.label() + "'")
                .toList();
        if (!unseen.isEmpty()) {
            warnings.add("never answered on the test part: " + String.join(", ", unseen));
        }
        gains.forEach((baseline, gain) -> {
            if (gain.low() <= 0) {
                warnings.add(
                        "the test part is too small, or the model not good enough, to tell that it is more accurate"
                                + " than " + baseline);
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
}
