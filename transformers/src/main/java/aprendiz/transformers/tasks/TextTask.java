package aprendiz.transformers.tasks;

import aprendiz.model.Task;

/**
 * A checkpoint that is ready to answer. Safe to use from several threads. Owns native memory until it is closed; calls
 * after that throw {@link IllegalStateException}.
 */
public sealed interface TextTask extends AutoCloseable
        permits TextClassification, TokenClassification, QuestionAnswering, FillMask, FeatureExtraction {

    /** What it can be asked. */
    Task task();

    /** The longest text, in tokens with the special ones; what is done with longer ones is up to the task. */
    int maxLength();

    /** Waits for the calls that are being computed. */
    @Override
    void close();
}
