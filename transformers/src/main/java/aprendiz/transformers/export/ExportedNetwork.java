package aprendiz.transformers.export;

import aprendiz.model.Problem;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Family;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.Head.Scope;
import aprendiz.transformers.network.Network;
import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Batches;
import aprendiz.transformers.text.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * An exported network that answers as the original does, in evaluation mode.
 *
 * <p>Owns native memory until it is closed. Calls from several threads are safe and are computed side by side; closing
 * waits for them, and later ones throw {@link IllegalStateException}.
 */
public sealed interface ExportedNetwork extends Engine permits OnnxNetwork, ScriptNetwork {

    /** Names of inputs and outputs in ONNX files. */
    String IDS = "input_ids";

    String MASK = "attention_mask";
    String TYPES = "token_type_ids";
    String LOGITS = "logits";
    String START = "start_logits";
    String END = "end_logits";
    String VECTORS = "last_hidden_state";
    String EMBEDDING = "sentence_embedding";

    /**
     * Opens a checkpoint's export.
     *
     * @param head the one that was exported
     * @throws Problem of kind NOT_FOUND if there is no such export, INVALID if the engine refuses it
     */
    static ExportedNetwork open(Path checkpoint, Head head, Variant variant, OnnxSettings settings) {
        try {
            Checkpoint files = new Checkpoint(checkpoint);
            Network network = new Network(Family.of(files.config()), head);
            return open(files.file(variant.path()), network, variant, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same of a file, wherever it lies. */
    static ExportedNetwork open(Path file, Network network, Variant variant, OnnxSettings settings) {
        if (!Files.isRegularFile(file)) {
            throw Problem.notFound("No export", file + " is not there; export the checkpoint first");
        }
        return switch (variant) {
            case ONNX, ONNX_INT8 -> new OnnxNetwork(file, network, settings);
            case TORCHSCRIPT, TORCHSCRIPT_BF16 -> new ScriptNetwork(file, network);
        };
    }

    /** What was exported. */
    Network network();

    /** What the head answers: {@code [rows * width]}, or {@code [rows * length * width]} if it answers for each token. */
    float[] answer(Batch batch);

    @Override
    default Scope scope() {
        return network().head().scope();
    }

    /** What a head that answers for each text says of them: {@code [texts][width]}. Texts of like length go together. */
    @Override
    default float[][] answers(List<Tokens> texts) {
        require(Scope.TEXT);
        float[][] answers = new float[texts.size()][];
        Batches.byLength(texts, network().family().padding(), (together, batch) -> {
            float[] flat = answer(batch);
            for (int row = 0; row < batch.rows(); row++) {
                answers[together.get(row)] = row(flat, row);
            }
        });
        return answers;
    }

    @Override
    default float[][][] tokenAnswers(List<Tokens> texts) {
        require(Scope.TOKEN);
        float[][][] answers = new float[texts.size()][][];
        Batches.byLength(texts, network().family().padding(), (together, batch) -> {
            float[] flat = answer(batch);
            for (int row = 0; row < batch.rows(); row++) {
                int text = together.get(row);
                answers[text] = new float[texts.get(text).length()][];
                for (int token = 0; token < answers[text].length; token++) {
                    answers[text][token] = row(flat, row * batch.length() + token);
                }
            }
        });
        return answers;
    }

    private void require(Scope scope) {
        if (scope() != scope) {
            throw new IllegalStateException(network().className() + " answers once per " + scope());
        }
    }

    private float[] row(float[] flat, int row) {
        int width = network().width();
        return Arrays.copyOfRange(flat, row * width, (row + 1) * width);
    }

    @Override
    void close();
}
