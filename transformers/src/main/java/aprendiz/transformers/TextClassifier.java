package aprendiz.transformers;

import java.nio.file.Path;
import java.util.List;

/**
 * A fine-tuned text classifier, ready to answer.
 *
 * <p>Loaded from a checkpoint directory in Hugging Face layout (config.json, tokenizer.json, model.safetensors). Owns
 * native memory until closed. Calls from several threads are safe and are computed one after the other.
 */
public final class TextClassifier implements AutoCloseable {

    /**
     * Reads the checkpoint.
     *
     * @throws aprendiz.model.Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static TextClassifier load(Path checkpoint) {
        throw new IllegalStateException("being written");
    }

    /** The labels, in the order of the logits. */
    public List<String> labels() {
        throw new IllegalStateException("being written");
    }

    /** The longest text, in tokens with the special ones; longer ones are cut. */
    public int maxLength() {
        throw new IllegalStateException("being written");
    }

    /** @return one row of logits for each text, {@code [texts][labels]} */
    public float[][] logits(List<String> texts) {
        throw new IllegalStateException("being written");
    }

    /** @return one row of probabilities for each text, {@code [texts][labels]}: softmax of the logits */
    public float[][] probabilities(List<String> texts) {
        throw new IllegalStateException("being written");
    }

    @Override
    public void close() {
        throw new IllegalStateException("being written");
    }
}
