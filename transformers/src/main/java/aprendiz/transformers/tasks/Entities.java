package aprendiz.transformers.tasks;

import aprendiz.transformers.tasks.TokenClassification.Aggregation;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Span;
import aprendiz.transformers.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Makes entities of the tokens of one text, as {@code TokenClassificationPipeline} of transformers 4.57.6 does. */
final class Entities {

    /** A token or a word with the probability of each label. */
    private static final class Piece {
        private final String word;
        private final float[] scores;
        private final Span span;
        private final int token;
        private final boolean continues;

        Piece(String word, float[] scores, Span span, int token, boolean continues) {
            this.word = word;
            this.scores = scores;
            this.span = span;
            this.token = token;
            this.continues = continues;
        }
    }

    /** A token or a word with its label. */
    private record Labelled(String label, double score, String word, Span span, int token) {
        boolean begins() {
            return label.startsWith("B-");
        }

        String tag() {
            return begins() || label.startsWith("I-") ? label.substring(2) : label;
        }
    }

    private final List<String> labels;
    private final Vocabulary vocabulary;
    private final Aggregation aggregation;
    private final String text;
    private final CodePoints points;

    Entities(List<String> labels, Vocabulary vocabulary, Aggregation aggregation, String text) {
        this.labels = labels;
        this.vocabulary = vocabulary;
        this.aggregation = aggregation;
        this.text = text;
        points = new CodePoints(text);
    }

    /** Those of a window. */
    List<Entity> of(Encoding window, float[][] logits) {
        List<Piece> tokens = tokens(window, logits);
        return switch (aggregation) {
            case NONE ->
                tokens.stream()
                        .map(this::labelled)
                        .map(one -> entity(one.label, one.score, one.word, one.span, OptionalInt.of(one.token)))
                        .toList();
            case SIMPLE -> grouped(tokens.stream().map(this::labelled).toList());
            case FIRST, AVERAGE, MAX ->
                grouped(words(tokens).stream().map(this::labelledWord).toList());
        };
    }

    private List<Piece> tokens(Encoding window, float[][] logits) {
        int unknown = vocabulary.unknown().orElse(Encoding.NONE);
        List<Piece> tokens = new ArrayList<>();
        for (int at = 0; at < window.size(); at++) {
            if (window.isSpecial(at)) {
                continue;
            }
            Span span = window.span(at);
            String word = vocabulary.token(window.id(at));
            boolean continues = word.codePointCount(0, word.length()) != points.length(span);
            if (window.id(at) == unknown) {
                word = span.of(text);
                continues = false;
            }
            tokens.add(new Piece(word, Scores.softmax(logits[at]), span, at, continues));
        }
        return tokens;
    }

    private static List<List<Piece>> words(List<Piece> tokens) {
        List<List<Piece>> words = new ArrayList<>();
        for (Piece token : tokens) {
            if (words.isEmpty() || !token.continues) {
                words.add(new ArrayList<>());
            }
            words.getLast().add(token);
        }
        return words;
    }

    private Labelled labelled(Piece piece) {
        int best = Scores.best(piece.scores);
        return new Labelled(labels.get(best), piece.scores[best], piece.word, piece.span, piece.token);
    }

    private Labelled labelledWord(List<Piece> tokens) {
        float[] scores = switch (aggregation) {
            case AVERAGE -> mean(tokens);
            case MAX -> best(tokens).scores;
            case FIRST, SIMPLE, NONE -> tokens.getFirst().scores;
        };
        String word = vocabulary.join(tokens.stream().map(token -> token.word).toList());
        Span span =
                new Span(tokens.getFirst().span.start(), tokens.getLast().span.end());
        return labelled(new Piece(word, scores, span, tokens.getFirst().token, false));
    }

    /** The first of the tokens that are surest of their label. */
    private static Piece best(List<Piece> tokens) {
        Piece best = tokens.getFirst();
        for (Piece token : tokens) {
            if (token.scores[Scores.best(token.scores)] > best.scores[Scores.best(best.scores)]) {
                best = token;
            }
        }
        return best;
    }

    private static float[] mean(List<Piece> tokens) {
        float[] mean = new float[tokens.getFirst().scores.length];
        for (int label = 0; label < mean.length; label++) {
            int one = label;
            mean[label] = (float) tokens.stream()
                    .mapToDouble(token -> token.scores[one])
                    .average()
                    .orElseThrow();
        }
        return mean;
    }

    /** Neighbours of one kind go together, unless the later begins something new. */
    private List<Entity> grouped(List<Labelled> all) {
        List<List<Labelled>> groups = new ArrayList<>();
        for (Labelled one : all) {
            boolean same = !groups.isEmpty()
                    && one.tag().equals(groups.getLast().getLast().tag())
                    && !one.begins();
            if (!same) {
                groups.add(new ArrayList<>());
            }
            groups.getLast().add(one);
        }
        return groups.stream().map(this::group).toList();
    }

    private Entity group(List<Labelled> all) {
        String label = all.getFirst().label;
        return entity(
                label.substring(label.indexOf('-') + 1),
                all.stream().mapToDouble(Labelled::score).average().orElseThrow(),
                vocabulary.join(all.stream().map(Labelled::word).toList()),
                new Span(all.getFirst().span.start(), all.getLast().span.end()),
                OptionalInt.empty());
    }

    private Entity entity(String label, double score, String word, Span span, OptionalInt token) {
        return new Entity(label, score, word, span, points.of(span), token);
    }

    /** Of entities from several windows that overlap, the longer stays, then the surer. */
    static List<Entity> merged(List<Entity> all) {
        List<Entity> merged = new ArrayList<>();
        for (Entity entity : all.stream()
                .sorted(Comparator.comparingInt(one -> one.span().start()))
                .toList()) {
            Entity last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || entity.span().start() >= last.span().end()) {
                merged.add(entity);
            } else if (entity.length() > last.length()
                    || (entity.length() == last.length() && entity.score() > last.score())) {
                merged.set(merged.size() - 1, entity);
            }
        }
        return merged;
    }
}
