package aprendiz.transformers.tasks;

import aprendiz.transformers.text.Span;

/**
 * An answer that was found in a context.
 *
 * @param text as it stands there; empty if the context does not say
 * @param span where it stands, in UTF-16 units, as Java counts
 * @param codePoints the same in code points, as Python counts
 */
public record Answer(String text, double score, Span span, Span codePoints) {

    static final Span NOWHERE = new Span(0, 0);

    /** The context does not say. */
    static Answer none(double score) {
        return new Answer("", score, NOWHERE, NOWHERE);
    }

    Answer plus(double more) {
        return new Answer(text, score + more, span, codePoints);
    }
}
