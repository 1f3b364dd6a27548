package aprendiz.inference.asking;

import aprendiz.model.Problem;

/**
 * What became of one input.
 *
 * @param <A> the answer
 */
public sealed interface Item<A> {

    /** Its answer. */
    record Answered<A>(A answer) implements Item<A> {}

    /** Why there is none; others of the same request may have theirs. */
    record Failed<A>(Problem problem) implements Item<A> {}
}
