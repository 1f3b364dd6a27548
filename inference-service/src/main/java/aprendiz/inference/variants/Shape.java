package aprendiz.inference.variants;

import aprendiz.model.Digest;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a network's speed depends on, apart from the machine: its sizes.
 *
 * @param digest of them all, in hexadecimal
 */
record Shape(String digest) {

    static Shape of(Path checkpoint) {
        try {
            ModelConfig config = new Checkpoint(checkpoint).config();
            String sizes = String.join(
                    " ",
                    config.type().toString(),
                    config.architectures().toString(),
                    Integer.toString(config.labels().size()),
                    Integer.toString(config.hiddenSize()),
                    Integer.toString(config.numHiddenLayers()),
                    Integer.toString(config.numAttentionHeads()),
                    Integer.toString(config.intermediateSize()),
                    Integer.toString(config.vocabSize()),
                    Integer.toString(config.maxPositionEmbeddings()));
            return new Shape(Digest.of(sizes.getBytes(StandardCharsets.UTF_8)).hex());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
