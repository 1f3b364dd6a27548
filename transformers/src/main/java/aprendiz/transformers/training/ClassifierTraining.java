package aprendiz.transformers.training;

import java.nio.file.Path;
import java.util.List;

/**
 * Fine-tunes a base checkpoint into a text classifier; or, for comparison, trains the same architecture from scratch.
 *
 * <p>Same base, data, settings and number of threads: the same bytes. A training stopped at any moment and begun again
 * with the same state folder ends with the same bytes as one that ran through.
 */
public final class ClassifierTraining {

    /** Where the weights of the trunk come from. */
    public enum Start {
        PRETRAINED,
        FROM_SCRATCH
    }

    /**
     * What a finished training says of itself.
     *
     * @param steps optimiser steps done
     * @param bestStep where the validation loss was lowest: the checkpoint written is that one
     * @param validationLoss there
     */
    public record Outcome(int steps, int bestStep, double validationLoss, TensorReport tensors) {}

    public ClassifierTraining(Path base, List<String> labels, Start start, TrainingSettings settings) {
        throw new IllegalStateException("being written: " + base + labels + start + settings);
    }

    /**
     * Trains to the end and writes the best checkpoint (config.json, model.safetensors, tokenizer files).
     *
     * @param state a folder of this training's own, where it saves what it needs to go on after a kill; may be empty
     * @param checkpoint where the result is written, whole or not at all
     */
    public Outcome run(
            List<LabelledText> train,
            List<LabelledText> validation,
            Path state,
            Path checkpoint,
            TrainingListener listener) {
        throw new IllegalStateException("being written");
    }
}
