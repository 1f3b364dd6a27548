package aprendiz.transformers;

import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Embedding.Pooling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns texts into vectors of length 1 whose scalar product says how alike two texts are.
 *
 * <p>Loaded from a checkpoint directory as sentence-transformers writes it (mean pooling). Owns native memory until
 * closed. Calls from several threads are safe and are computed one after the other.
 */
public final class TextEncoder implements AutoCloseable {

    private final TextNetwork network;

    private TextEncoder(TextNetwork network) {
        this.network = network;
    }

    /**
     * Reads the checkpoint.
     *
     * @throws aprendiz.model.Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static TextEncoder load(Path checkpoint) {
        try {
            return new TextEncoder(TextNetwork.load(new Checkpoint(checkpoint), new Embedding(Pooling.MEAN, true)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return one vector for each text, {@code [texts][hidden]} */
    public float[][] embed(List<String> texts) {
        return network.answers(texts);
    }

    @Override
    public void close() {
        network.close();
    }
}
