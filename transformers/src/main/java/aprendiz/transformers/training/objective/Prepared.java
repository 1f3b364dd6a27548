package aprendiz.transformers.training.objective;

import aprendiz.transformers.text.Batch;
import aprendiz.transformers.text.Tokens;
import java.util.List;

/**
 * Examples side by side, ready for a network.
 *
 * @param texts in the order of the batch's rows
 */
public record Prepared(List<Tokens> texts, Batch batch, Targets targets) {

    public Prepared {
        texts = List.copyOf(texts);
    }

    static Prepared of(List<Tokens> texts, int padding, Targets targets) {
        return new Prepared(texts, new Batch(texts, padding), targets);
    }
}
