package aprendiz.transformers.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aprendiz.model.Problem;
import aprendiz.transformers.tasks.QuestionAnswering.Options;
import aprendiz.transformers.tasks.QuestionAnswering.Question;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class QuestionAnsweringTest {

    @Test
    void answersAsThePipelineDoes() {
        Golden.cases("question-answering").forEach((name, cases) -> {
            try (QuestionAnswering oracle = QuestionAnswering.load(Golden.checkpoint(name))) {
                cases.forEach(one -> assertAnswered(oracle, one));
            }
        });
    }

    private static void assertAnswered(QuestionAnswering oracle, JsonNode one) {
        String context = one.path("context").textValue();
        Options options = options(one.path("options"));
        String where = one.path("question") + " " + context + " " + options;
        List<Answer> answers = oracle.answer(one.path("question").textValue(), context, options);
        JsonNode expected = one.path("answers");
        assertThat(answers.stream()
                        .map(answer -> List.<Object>of(
                                answer.text(),
                                answer.codePoints().start(),
                                answer.codePoints().end())))
                .as(where)
                .containsExactlyElementsOf(Golden.list(
                        expected,
                        answer -> List.<Object>of(
                                answer.path("answer").textValue(),
                                answer.path("start").intValue(),
                                answer.path("end").intValue())));
        for (int i = 0; i < answers.size(); i++) {
            Golden.assertNear(answers.get(i).score(), expected.path(i).path("score"), where);
            assertThat(answers.get(i).span().of(context))
                    .isEqualTo(answers.get(i).text());
        }
    }

    private static Options options(JsonNode given) {
        Options usual = Options.DEFAULT;
        return new Options(
                given.path("top_k").asInt(usual.topK()),
                given.path("max_answer_len").asInt(usual.maxAnswerLength()),
                given.path("handle_impossible_answer").asBoolean(usual.impossible()),
                given.path("align_to_words").asBoolean(usual.alignToWords()),
                number(given.path("max_seq_len")),
                number(given.path("doc_stride")),
                OptionalInt.empty());
    }

    private static OptionalInt number(JsonNode given) {
        return given.isNumber() ? OptionalInt.of(given.intValue()) : OptionalInt.empty();
    }

    @Test
    void answersQuestionsTogetherAsOneByOne() {
        List<Question> questions = List.of(
                new Question("who?", "Anna lives in Berlin 😀 near the station"),
                new Question("where was it?", "the night train to Madrid never stopped. ".repeat(20)),
                new Question("what", "a hotel"));
        Options options = Options.DEFAULT.withTopK(3).withImpossible(true).withMaxAnswerLength(4);
        try (QuestionAnswering oracle = QuestionAnswering.load(Golden.checkpoint("answer"))) {
            List<List<Answer>> together = oracle.answer(questions, options);
            for (int i = 0; i < questions.size(); i++) {
                List<Answer> alone = oracle.answer(
                        questions.get(i).question(), questions.get(i).context(), options);
                assertThat(together.get(i).stream().map(Answer::span))
                        .isEqualTo(alone.stream().map(Answer::span).toList());
            }
        }
    }

    @Test
    void cutsAQuestionWhereItIsAskedTo() {
        Options options = Options.DEFAULT.withTopK(2).withWindows(40, 10);
        String context = "Anna lives in Berlin near the station";
        try (QuestionAnswering oracle = QuestionAnswering.load(Golden.checkpoint("answer"))) {
            assertThat(oracle.answer(
                            "who lives here " + "never ".repeat(60), context, options.withMaxQuestionLength(2)))
                    .isEqualTo(oracle.answer("who lives", context, options));
            assertThatThrownBy(() -> oracle.answer("never ".repeat(60), context, options))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("too many");
        }
    }

    @Test
    void refusesWindowsThatHaveNearlyAllTheirTokensInCommon() {
        try (QuestionAnswering oracle = QuestionAnswering.load(Golden.checkpoint("answer"))) {
            String context = "a ".repeat(300_000);
            Options options = Options.DEFAULT.withWindows(40, 34);
            assertThatThrownBy(() -> oracle.answer("a", context, options))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("windows of 40 tokens are needed; 2101248 tokens are the most");
            List<Question> many = Collections.nCopies(20, new Question("a", context.substring(0, 40_000)));
            assertThatThrownBy(() -> oracle.answer(many, options)).hasMessageContaining("windows of 40 tokens");
        }
    }

    @Test
    void refusesEmptyTextsAndImpossibleOptions() {
        assertThatThrownBy(() -> new Question("", "a")).hasMessage("question is empty");
        assertThatThrownBy(() -> new Question("a", "")).hasMessage("context is empty");
        assertThatThrownBy(() -> Options.DEFAULT.withTopK(0)).hasMessageContaining("top_k");
        assertThatThrownBy(() -> Options.DEFAULT.withMaxAnswerLength(0)).hasMessageContaining("max_answer_len");
        try (QuestionAnswering oracle = QuestionAnswering.load(Golden.checkpoint("answer"))) {
            assertThatThrownBy(() -> oracle.answer("who", "Anna", Options.DEFAULT.withWindows(20, 21)))
                    .hasMessageContaining("doc_stride: 21");
            assertThat(oracle.answer("who", "   ", Options.DEFAULT)).isEmpty();
        }
    }
}
