package aprendiz.training.checks;

import aprendiz.training.data.Parts;
import aprendiz.training.recipe.Pins;
import aprendiz.training.recipe.Publishing;
import aprendiz.training.run.Pace;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What a recipe would do.
 *
 * @param pins the versions that it would use
 * @param labels in the order of the logits
 * @param parts sizes of train, validation and test
 * @param steps optimiser steps of the fine-tuning; the from-scratch baseline, unless it is left out, takes as many again
 * @param trainedParameters how many numbers would be learned
 * @param frozenParameters how many would stay as they are
 * @param expected what it would take
 * @param warnings what a careful reader should know
 * @param recipe with every default written out
 */
public record Plan(
        String technique,
        Pins pins,
        List<String> labels,
        Map<String, Parts.Size> parts,
        int stepsPerEpoch,
        int steps,
        long trainedParameters,
        long frozenParameters,
        Expected expected,
        Publishing publish,
        List<String> warnings,
        JsonNode recipe) {

    /** The same with the time that it would take at a pace. */
    public Plan at(Pace pace) {
        return new Plan(
                technique,
                pins,
                labels,
                parts,
                stepsPerEpoch,
                steps,
                trainedParameters,
                frozenParameters,
                expected.at(pace),
                publish,
                warnings,
                recipe);
    }
}
