package aprendiz.transformers.tasks;

import aprendiz.transformers.tasks.AnswerSpans.Candidate;
import aprendiz.transformers.tasks.QuestionAnswering.Options;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the windows of one context bring: the same answer from several places is one, and likelier. For one thread. */
final class ContextAnswers {

    private final String context;
    private final Options options;
    private final CodePoints points;
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private double nothing = Double.POSITIVE_INFINITY;

    ContextAnswers(String context, Options options) {
        this.context = context;
        this.options = options;
        points = new CodePoints(context);
    }

    void add(Encoding window, float[][] logits) {
        // words may swallow some candidates
        int most =
                options.alignToWords() ? (int) Math.min(options.topK() * 2L + 10, Integer.MAX_VALUE) : options.topK();
        AnswerSpans spans = AnswerSpans.of(window, logits, options.maxAnswerLength(), most);
        nothing = Math.min(nothing, spans.nothing());
        spans.candidates().forEach(candidate -> add(window, candidate));
    }

    private void add(Encoding window, Candidate candidate) {
        Span span = span(window, candidate);
        String text = span.of(context);
        Answer answer = new Answer(text, candidate.score(), span, points.of(span));
        answers.merge(text.toLowerCase(Locale.ROOT), answer, (known, again) -> known.plus(again.score()));
    }

    private Span span(Encoding window, Candidate candidate) {
        int first = candidate.first();
        int last = candidate.last();
        while (options.alignToWords() && sameWord(window, first, first - 1)) {
            first--;
        }
        while (options.alignToWords() && sameWord(window, last, last + 1)) {
            last++;
        }
        return new Span(window.span(first).start(), window.span(last).end());
    }

    private static boolean sameWord(Encoding window, int at, int next) {
        return next < window.size() && window.source(next) == 1 && window.word(next) == window.word(at);
    }

    List<Answer> best() {
        List<Answer> all = new ArrayList<>(answers.values());
        if (options.impossible()) {
            all.add(Answer.none(nothing));
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Answer::score).reversed())
                .limit(options.topK())
                .toList();
    }
}
