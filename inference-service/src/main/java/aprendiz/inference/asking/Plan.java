package aprendiz.inference.asking;

import java.util.function.Function;

/**
 * What is asked of a model, and what becomes of the answer.
 *
 * @param <A> the answer to one input
 * @param <R> what becomes of all
 */
public record Plan<A, R>(Query<A> query, Function<Reply<A>, R> finishing) {}
