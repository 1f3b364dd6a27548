package aprendiz.inference.huggingface;

import aprendiz.inference.asking.Find;
import aprendiz.inference.protocol.Fields;
import aprendiz.transformers.tasks.Answer;
import aprendiz.transformers.tasks.QuestionAnswering;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * Reads questions and where to look for their answers. An answer is {@code {score, start, end, answer}}; a list of them
 * where {@code top_k} asks for more than one.
 */
final class Answers {

    private static final Set<String> PARAMETERS = Set.of(
            "top_k",
            "doc_stride",
            "max_answer_len",
            "max_seq_len",
            "max_question_len",
            "handle_impossible_answer",
            "align_to_words");
    /** Answers to a question. */
    private static final int MOST = 100;

    private static final Set<String> QUESTION = Set.of("question", "context");

    private Answers() {}

    static Pipeline<List<Answer>> read(Fields request) {
        Fields parameters = request.object("parameters").only(PARAMETERS);
        Inputs<QuestionAnswering.Question> inputs = Inputs.read(request, Answers::question);
        QuestionAnswering.Options usual = QuestionAnswering.Options.DEFAULT;
        QuestionAnswering.Options options = new QuestionAnswering.Options(
                topK(parameters, usual.topK()),
                parameters.whole("max_answer_len", 1, usual.maxAnswerLength()),
                parameters.flag("handle_impossible_answer", usual.impossible()),
                parameters.flag("align_to_words", usual.alignToWords()),
                parameters.maybeWhole("max_seq_len", 1),
                parameters.maybeWhole("doc_stride", 0),
                parameters.maybeWhole("max_question_len", 1));
        return new Pipeline<>(
                new Find(inputs.list(), options),
                inputs.single(),
                options.topK() == 1
                        ? Answers::best
                        : found -> found.stream().map(Found::of).toList());
    }

    private static int topK(Fields parameters, int usual) {
        int wanted = parameters.whole("top_k", 1, usual);
        if (wanted > MOST) {
            throw parameters.complaint("top_k", "must be a whole number from 1 to " + MOST);
        }
        return wanted;
    }

    private static QuestionAnswering.Question question(String place, JsonNode input) {
        Fields both = Fields.of(place, input).only(QUESTION);
        return new QuestionAnswering.Question(both.text("question"), both.text("context"));
    }

    /** The empty answer where the context has none, as a client that asked for one reads one. */
    private static Found best(List<Answer> found) {
        return found.isEmpty() ? new Found(0, 0, 0, "") : Found.of(found.getFirst());
    }

    /** One answer as it is written; places are counted in code points. */
    record Found(double score, int start, int end, String answer) {

        static Found of(Answer answer) {
            return new Found(
                    answer.score(),
                    answer.codePoints().start(),
                    answer.codePoints().end(),
                    answer.text());
        }
    }
}
