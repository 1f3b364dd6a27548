package aprendiz.transformers.tasks;

import aprendiz.transformers.text.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which parts of a window may be the answer, as {@code QuestionAnsweringPipeline} of transformers 4.57.6 scores them: the
 * probability that the answer begins with one token times the probability that it ends with another.
 *
 * @param candidates best first
 * @param nothing the score of the answer's not being there: that of the first token, which is no part of the context
 */
record AnswerSpans(List<Candidate> candidates, float nothing) {

    /** Tokens from first to last. */
    record Candidate(int first, int last, float score) {}

    private static final float IMPOSSIBLE = -10_000;

    /**
     * Scores a window.
     *
     * @param logits {@code [tokens][2]}: that the answer begins there, that it ends there
     * @param longest tokens that an answer may have
     * @param most candidates
     */
    static AnswerSpans of(Encoding window, float[][] logits, int longest, int most) {
        float[] starts = probabilities(window, logits, 0);
        float[] ends = probabilities(window, logits, 1);
        float nothing = starts[0] * ends[0];
        List<Candidate> candidates = new ArrayList<>();
        for (int first = 1; first < window.size(); first++) {
            for (int last = first; last < Math.min(window.size(), (long) first + longest); last++) {
                float score = starts[first] * ends[last];
                if (score > 0 && isContext(window, first) && isContext(window, last)) {
                    candidates.add(new Candidate(first, last, score));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return new AnswerSpans(candidates.stream().limit(most).toList(), nothing);
    }

    private static float[] probabilities(Encoding window, float[][] logits, int which) {
        float[] some = new float[window.size()];
        for (int at = 0; at < some.length; at++) {
            some[at] = at == 0 || isContext(window, at) ? logits[at][which] : IMPOSSIBLE;
        }
        return Scores.softmax(some);
    }

    private static boolean isContext(Encoding window, int at) {
        return window.source(at) == 1;
    }
}
