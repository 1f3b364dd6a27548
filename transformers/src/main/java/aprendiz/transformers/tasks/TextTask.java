package aprendiz.transformers.tasks;

import aprendiz.model.Task;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.text.Tokenizer;

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

    /** Cuts texts into the tokens that its network takes. */
    Tokenizer tokenizer();

    /** What computes its network's answers. */
    Engine engine();

    /** The same task, computed by something else, which stays the caller's to close. Costs nothing. */
    TextTask on(Engine engine);

    /** Waits for the calls that are being computed. */
    @Override
    void close();
}
