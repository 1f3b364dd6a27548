package aprendiz.inference.serving;

import aprendiz.transformers.tasks.TextTask;
import java.nio.file.Path;

/**
 * A checkpoint with what computes it.
 *
 * @param task owns native memory until it is closed
 * @param runners how many threads its engine computes on side by side
 * @param variant what was chosen to compute with
 */
public record Loaded(TextTask task, int runners, String variant) {

    /** Turns a checkpoint directory into what answers. */
    @FunctionalInterface
    public interface Loader {
        /** @throws RuntimeException that says what is wrong with the checkpoint */
        Loaded load(Pin pin, Path checkpoint);
    }
}
