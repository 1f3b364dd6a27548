package aprendiz.inference.serving;

import java.nio.file.Path;
import java.util.List;

/** What computes: one loaded checkpoint. One thread uses it, from loading to closing. */
public interface Backend extends AutoCloseable {

    /** The labels, in the order of the logits. */
    List<String> labels();

    /** The longest text in tokens; longer ones are cut. */
    int maxLength();

    /** @return {@code [texts][labels]} */
    float[][] logits(List<String> texts);

    @Override
    void close();

    /** Turns a checkpoint directory into a backend. */
    @FunctionalInterface
    interface Loader {
        /** @throws RuntimeException that says what is wrong with the checkpoint */
        Backend load(Path checkpoint);
    }
}
