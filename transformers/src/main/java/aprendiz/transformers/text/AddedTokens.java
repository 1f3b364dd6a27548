package aprendiz.transformers.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Finds added tokens in a sequence of characters: the leftmost first, and of those the longest. */
final class AddedTokens {

    private record Pattern(AddedToken token, List<Integer> points) {}

    /** Is told of the parts of a sequence, in their order. */
    interface Sink {
        /** What lies between tokens. */
        void text(int from, int to);

        void token(AddedToken token, int from, int to);
    }

    private final Map<Integer, List<Pattern>> byFirst = new HashMap<>();

    /**
     * Looks for these.
     *
     * @param tokens with what each is to be found as
     */
    AddedTokens(Map<AddedToken, List<Integer>> tokens) {
        tokens.forEach((token, points) -> {
            if (!points.isEmpty()) {
                byFirst.computeIfAbsent(points.getFirst(), first -> new ArrayList<>())
                        .add(new Pattern(token, points));
            }
        });
        byFirst.values()
                .forEach(patterns -> patterns.sort(Comparator.comparingInt((Pattern pattern) -> pattern.points.size())
                        .reversed()));
    }

    /** Takes a sequence apart. */
    void split(int size, IntUnaryOperator points, Sink sink) {
        int done = 0;
        for (int at = 0; !byFirst.isEmpty() && at < size; ) {
            Pattern found = find(size, points, at);
            if (found == null) {
                at++;
                continue;
            }
            int start = at;
            int end = at + found.points.size();
            at = end;
            AddedToken token = found.token;
            boolean touched = (start > 0 && Characters.WORD.get(points.applyAsInt(start - 1)))
                    || (end < size && Characters.WORD.get(points.applyAsInt(end)));
            if (token.singleWord() && touched) {
                continue;
            }
            while (token.leftStrip() && start > done && Characters.BLANK.get(points.applyAsInt(start - 1))) {
                start--;
            }
            while (token.rightStrip() && end < size && Characters.BLANK.get(points.applyAsInt(end))) {
                end++;
            }
            if (start > done) {
                sink.text(done, start);
            }
            sink.token(token, start, end);
            done = end;
            at = end;
        }
        if (done < size) {
            sink.text(done, size);
        }
    }

    private Pattern find(int size, IntUnaryOperator points, int at) {
        for (Pattern pattern : byFirst.getOrDefault(points.applyAsInt(at), List.of())) {
            int same = 0;
            while (same < pattern.points.size()
                    && at + same < size
                    && points.applyAsInt(at + same) == pattern.points.get(same)) {
                same++;
            }
            if (same == pattern.points.size()) {
                return pattern;
            }
        }
        return null;
    }
}
