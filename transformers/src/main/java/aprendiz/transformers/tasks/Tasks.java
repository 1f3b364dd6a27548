package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.Checkpoint;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.network.Head;
import aprendiz.transformers.network.MaskedLm;
import aprendiz.transformers.network.SequenceClassification;
import aprendiz.transformers.network.TokenVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Opens checkpoints for the task that they were made for. */
public final class Tasks {

    /** The task of a checkpoint with this configuration, by the first of its {@code architectures}. */
    public static Task of(ModelConfig config) {
        return of(Head.of(config));
    }

    static Task of(Head head) {
        return switch (head) {
            case SequenceClassification labels -> Task.TEXT_CLASSIFICATION;
            case aprendiz.transformers.network.TokenClassification labels -> Task.TOKEN_CLASSIFICATION;
            case aprendiz.transformers.network.QuestionAnswering spans -> Task.QUESTION_ANSWERING;
            case MaskedLm words -> Task.FILL_MASK;
            case TokenVectors vectors -> Task.FEATURE_EXTRACTION;
            case Embedding vector -> Task.FEATURE_EXTRACTION;
        };
    }

    /**
     * Opens a checkpoint for its task.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static TextTask open(Path checkpoint) {
        try {
            return switch (of(new Checkpoint(checkpoint).config())) {
                case TEXT_CLASSIFICATION -> TextClassification.load(checkpoint);
                case TOKEN_CLASSIFICATION -> TokenClassification.load(checkpoint);
                case QUESTION_ANSWERING -> QuestionAnswering.load(checkpoint);
                case FILL_MASK -> FillMask.load(checkpoint);
                case FEATURE_EXTRACTION -> FeatureExtraction.load(checkpoint);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes tokenizer and labels of a checkpoint, and computes with something else, which it owns from now on. */
    public static TextTask open(Path checkpoint, Engine engine) {
        try {
            return switch (of(new Checkpoint(checkpoint).config())) {
                case TEXT_CLASSIFICATION -> TextClassification.load(checkpoint, engine);
                case TOKEN_CLASSIFICATION -> TokenClassification.load(checkpoint, engine);
                case QUESTION_ANSWERING -> QuestionAnswering.load(checkpoint, engine);
                case FILL_MASK -> FillMask.load(checkpoint, engine);
                case FEATURE_EXTRACTION -> FeatureExtraction.load(checkpoint, engine);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tasks() {}
}
