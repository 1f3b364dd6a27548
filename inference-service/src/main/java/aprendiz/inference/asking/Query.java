package aprendiz.inference.asking;

import aprendiz.model.Problem;
import aprendiz.transformers.tasks.TextTask;
import java.util.List;

/**
 * What is asked of a model: some inputs, each answered by itself.
 *
 * @param <A> the answer to one input
 */
public sealed interface Query<A>
        permits Classify, ZeroShot, Tag, Find, Fill, Embed, EmbedTokens, Compare, Split, Join, Raw, Explain {

    /** How many inputs. */
    int size();

    /** The same about one of the inputs. */
    Query<A> only(int input);

    /**
     * Asks.
     *
     * @return one answer for each input
     * @throws Problem of kind INVALID if the model is for another task, or an input is none for it
     */
    List<A> ask(TextTask model);
}
