package aprendiz.transformers.text;

/**
 * A part of a text, in UTF-16 units: {@code text.substring(start, end)}.
 *
 * @param start its first unit
 * @param end one past its last
 */
public record Span(int start, int end) {

    /** The same part in code points, as Python counts: an emoji is one, not two. */
    public Span inCodePoints(String text) {
        int before = text.codePointCount(0, start);
        return new Span(before, before + text.codePointCount(start, end));
    }

    /** The part itself. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
