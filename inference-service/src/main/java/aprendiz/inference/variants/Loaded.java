package aprendiz.inference.variants;

import aprendiz.transformers.tasks.TextTask;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A checkpoint with what computes it.
 *
 * @param task owns native memory until it is closed
 * @param choice what computes it, and why
 * @param bytes that its weights take
 * @param provisional true if there was no time to choose: loading it again may give something faster
 */
public record Loaded(TextTask task, Choice choice, long bytes, boolean provisional) {

    /** As it comes, with one runner, whatever else would be faster. */
    public static Loaded plain(TextTask task) {
        Setup setup = new Setup(Form.PLAIN, Setup.ALL, 1);
        return new Loaded(task, new Choice("any", List.of(Form.PLAIN), setup, List.of()), 0, false);
    }

    /** Turns a checkpoint directory into what answers. */
    @FunctionalInterface
    public interface Loader {
        /**
         * Loads.
         *
         * @param model its name, {@code namespace/name}
         * @param hurry true if somebody waits who has no answer at all until it is loaded
         * @throws RuntimeException that says what is wrong with the checkpoint
         */
        Loaded load(String model, Path checkpoint, boolean hurry);

        /** Forgets what it keeps of all checkpoints but these, which are named by their folders. */
        default void tidy(Set<String> checkpoints) {}
    }
}
