package aprendiz.transformers.tasks;

import aprendiz.transformers.text.Span;

/** Counts a text as Python does: in code points, of which an emoji is one and not two. */
final class CodePoints {

    private final int[] before;

    CodePoints(String text) {
        before = new int[text.length() + 1];
        for (int at = 0, point = 0; at < text.length(); point++) {
            int next = text.offsetByCodePoints(at, 1);
            before[at] = point;
            before[next - 1] = point; // the middle of a pair belongs to it
            before[next] = point + 1;
            at = next;
        }
    }

    /** The same part of the text, counted in code points. */
    Span of(Span utf16) {
        return new Span(before[utf16.start()], before[utf16.end()]);
    }

    int length(Span utf16) {
        return before[utf16.end()] - before[utf16.start()];
    }
}
