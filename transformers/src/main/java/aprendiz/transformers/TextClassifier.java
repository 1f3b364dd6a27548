package aprendiz.transformers;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.SequenceClassification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A fine-tuned text classifier, ready to answer.
 *
 * <p>Loaded from a checkpoint directory in Hugging Face layout (config.json, tokenizer.json, model.safetensors). Owns
 * native memory until closed. Calls from several threads are safe and are computed one after the other.
 */
public final class TextClassifier implements AutoCloseable {

    /** What Hugging Face calls the two labels of a config that names none. */
    private static final List<String> UNNAMED = List.of("LABEL_0", "LABEL_1");

    private final TextNetwork network;
    private final List<String> labels;

    private TextClassifier(TextNetwork network, List<String> labels) {
        this.network = network;
        this.labels = labels;
    }

    /**
     * Reads the checkpoint.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static TextClassifier load(Path checkpoint) {
        try {
            Checkpoint files = new Checkpoint(checkpoint);
            List<String> named = files.config().labels();
            SequenceClassification head = new SequenceClassification(named.isEmpty() ? UNNAMED : named);
            return new TextClassifier(TextNetwork.load(files, head), head.labels());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The labels, in the order of the logits. */
    public List<String> labels() {
        return labels;
    }

    /** The longest text, in tokens with the special ones; longer ones are cut. */
    public int maxLength() {
        return network.maxLength();
    }

    /** @return one row of logits for each text, {@code [texts][labels]} */
    public float[][] logits(List<String> texts) {
        return network.answers(texts);
    }

    /** @return one row of probabilities for each text, {@code [texts][labels]}: softmax of the logits */
    public float[][] probabilities(List<String> texts) {
        float[][] rows = logits(texts);
        for (float[] row : rows) {
            softmax(row);
        }
        return rows;
    }

    private static void softmax(float[] row) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : row) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : row) {
            sum += Math.exp(logit - most);
        }
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (Math.exp(row[i] - most) / sum);
        }
    }

    /** Waits for the calls that are being computed; later ones throw {@link IllegalStateException}. */
    @Override
    public void close() {
        network.close();
    }
}
