package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import aprendiz.transformers.TinyNetwork;
import aprendiz.transformers.tasks.TokenClassification.Aggregation;
import aprendiz.transformers.tasks.TokenClassification.Options;
import aprendiz.transformers.text.Span;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TokenClassificationTest {

    @Test
    void findsEntitiesAsThePipelineDoes() {
        Golden.cases("token-classification").forEach((name, cases) -> {
            try (TokenClassification tagger = TokenClassification.load(Golden.checkpoint(name))) {
                cases.forEach(one -> assertFound(tagger, one));
            }
        });
    }

    private static void assertFound(TokenClassification tagger, JsonNode one) {
        Options options = options(one);
        List<String> texts = Golden.texts(one.path("texts"));
        List<List<Entity>> answers = tagger.classify(texts, options);
        for (int i = 0; i < texts.size(); i++) {
            String where = texts.get(i) + " " + options;
            JsonNode expected = one.path("answers").path(i);
            List<Entity> found = answers.get(i);
            assertThat(found.stream().map(TokenClassificationTest::words))
                    .as(where)
                    .containsExactlyElementsOf(Golden.list(expected, TokenClassificationTest::words));
            for (int at = 0; at < found.size(); at++) {
                Golden.assertNear(found.get(at).score(), expected.path(at).path(1), where);
                assertThat(found.get(at).span().inCodePoints(texts.get(i)))
                        .isEqualTo(found.get(at).codePoints());
            }
        }
    }

    private static Options options(JsonNode one) {
        JsonNode given = one.path("options");
        Options options =
                Options.of(Aggregation.valueOf(one.path("strategy").textValue().toUpperCase(Locale.ROOT)));
        if (given.has("ignore_labels")) {
            options = options.withIgnored(
                    Golden.texts(given.path("ignore_labels")).toArray(String[]::new));
        }
        return given.has("stride") ? options.withStride(given.path("stride").intValue()) : options;
    }

    private static List<Object> words(Entity entity) {
        Span span = entity.codePoints();
        return List.of(entity.label(), entity.word(), span.start(), span.end(), entity.token());
    }

    private static List<Object> words(JsonNode entity) {
        OptionalInt token = entity.has(5) ? OptionalInt.of(entity.path(5).intValue()) : OptionalInt.empty();
        return List.of(
                entity.path(0).textValue(),
                entity.path(2).textValue(),
                entity.path(3).intValue(),
                entity.path(4).intValue(),
                token);
    }

    @Test
    void saysWhereAnEntityStandsAsJavaCounts() {
        String text = "😀 Anna likes 🛏 Berlin 😀😀 a cafe\u0301";
        try (TokenClassification tagger = TokenClassification.load(Golden.checkpoint("tag"))) {
            List<Entity> tokens =
                    tagger.classify(List.of(text), Options.TOKENS.withIgnored()).getFirst();
            assertThat(tokens.stream().map(token -> token.span().of(text)))
                    .containsSubsequence("😀", "Anna", "🛏", "Berlin", "😀😀", "a", "cafe");
            Entity berlin = tokens.get(4);
            assertThat(berlin.span()).isEqualTo(new Span(17, 23));
            assertThat(berlin.codePoints()).isEqualTo(new Span(15, 21));
        }
    }

    @Test
    void answersHalfACharacter() {
        try (TokenClassification tagger = TokenClassification.load(Golden.checkpoint("tag"))) {
            assertThat(tagger.classify("\ud83d Anna \udc00")).isNotNull();
        }
    }

    @Test
    void looksAtAMillionCharacters() {
        String text = "😀 Anna lives in Berlin. ".repeat(8_000);
        try (TokenClassification tagger = TokenClassification.load(Golden.checkpoint("tag"))) {
            List<Entity> entities = tagger.classify(
                            List.of(text), Options.ENTITIES.withIgnored().withStride(4))
                    .getFirst();
            assertThat(entities.getFirst().span().start()).isZero();
            assertThat(entities.getLast().span().end()).isEqualTo(text.length() - 1);
            assertThat(entities.getLast().codePoints().end()).isEqualTo(text.codePointCount(0, text.length()) - 1);
        }
    }

    @Test
    void refusesWindowsOverSingleTokens() {
        assertThatThrownBy(() -> Options.TOKENS.withStride(3)).hasMessageContaining("aggregation_strategy");
    }

    @Test
    void refusesWindowsThatBringNothingNew() {
        try (TokenClassification tagger = TokenClassification.load(Golden.checkpoint("tag"))) {
            assertThatThrownBy(() -> tagger.classify(List.of("room ".repeat(100)), Options.ENTITIES.withStride(46)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("stride");
        }
    }

    @Test
    void labelsEveryWordByItsFirstToken() {
        try (TokenClassification tagger =
                TokenClassification.load(new TinyNetwork("bert-token-classification").folder())) {
            List<String> words = List.of("the", "room", "was", "clean");
            List<String> alone =
                    tagger.classify(List.of("the room was clean"), Options.TOKENS.withIgnored()).getFirst().stream()
                            .map(Entity::label)
                            .toList();
            List<String> many = Collections.nCopies(2 * tagger.maxLength(), "room");
            List<List<String>> labels = tagger.labels(List.of(words, List.of(), many));
            assertThat(labels.get(0)).isEqualTo(alone);
            assertThat(labels.get(1)).isEmpty();
            assertThat(labels.get(2)).hasSize(many.size());
        }
    }
}
