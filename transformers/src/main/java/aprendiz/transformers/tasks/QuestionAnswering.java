package aprendiz.transformers.tasks;

import aprendiz.model.Problem;
import aprendiz.model.Task;
import aprendiz.model.checkpoint.ModelConfig;
import aprendiz.transformers.network.Engine;
import aprendiz.transformers.text.Cut;
import aprendiz.transformers.text.Encoding;
import aprendiz.transformers.text.Text;
import aprendiz.transformers.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Which part of a context answers a question. A long context is looked at in windows, the question before each. */
public final class QuestionAnswering implements TextTask {

    private static final int USUAL_LENGTH = 384;
    private static final int USUAL_STRIDE = 128;

    /** A question and where to look for its answer; neither may be empty. */
    public record Question(String question, String context) {
        public Question {
            if (question.isEmpty() || context.isEmpty()) {
                throw Problem.invalid("Empty text", (question.isEmpty() ? "question" : "context") + " is empty");
            }
        }
    }

    /**
     * What is asked for.
     *
     * @param topK so many answers at most, the best first
     * @param maxAnswerLength tokens that an answer may have
     * @param impossible true if "the context does not say" is an answer too
     * @param alignToWords true if an answer ends where words end; better not for Chinese and Japanese
     * @param maxLength tokens of a window with the question and the special tokens; if missing, 384 or what the model takes
     * @param stride tokens that a window has in common with the one before it; if missing, 128 or half the window
     * @param maxQuestionLength tokens after which a question is cut; if missing, it never is
     */
    public record Options(
            int topK,
            int maxAnswerLength,
            boolean impossible,
            boolean alignToWords,
            OptionalInt maxLength,
            OptionalInt stride,
            OptionalInt maxQuestionLength) {

        public static final Options DEFAULT =
                new Options(1, 15, false, true, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

        public Options {
            atLeast("top_k", topK, 1);
            atLeast("max_answer_len", maxAnswerLength, 1);
            atLeast("max_seq_len", maxLength.orElse(1), 1);
            atLeast("doc_stride", stride.orElse(0), 0);
            atLeast("max_question_len", maxQuestionLength.orElse(1), 1);
        }

        private static void atLeast(String name, int value, int least) {
            if (value < least) {
                throw Problem.invalid("Bad options", name + ": " + value + " is not " + least + " or more");
            }
        }

        public Options withTopK(int answers) {
            return new Options(
                    answers, maxAnswerLength, impossible, alignToWords, maxLength, stride, maxQuestionLength);
        }

        public Options withMaxAnswerLength(int tokens) {
            return new Options(topK, tokens, impossible, alignToWords, maxLength, stride, maxQuestionLength);
        }

        public Options withImpossible(boolean allowed) {
            return new Options(topK, maxAnswerLength, allowed, alignToWords, maxLength, stride, maxQuestionLength);
        }

        public Options withAlignToWords(boolean whole) {
            return new Options(topK, maxAnswerLength, impossible, whole, maxLength, stride, maxQuestionLength);
        }

        public Options withWindows(int tokens, int inCommon) {
            return new Options(
                    topK,
                    maxAnswerLength,
                    impossible,
                    alignToWords,
                    OptionalInt.of(tokens),
                    OptionalInt.of(inCommon),
                    maxQuestionLength);
        }

        public Options withMaxQuestionLength(int tokens) {
            return new Options(
                    topK, maxAnswerLength, impossible, alignToWords, maxLength, stride, OptionalInt.of(tokens));
        }

        Cut cut(int most) {
            int length = maxLength.orElse(Math.min(most, USUAL_LENGTH));
            int inCommon = stride.orElse(Math.min(length / 2, USUAL_STRIDE));
            if (inCommon > length) {
                throw Problem.invalid(
                        "Bad options", "doc_stride: " + inCommon + " is more than max_seq_len, " + length);
            }
            return Cut.second(length, inCommon);
        }
    }

    private final Opened<aprendiz.transformers.network.QuestionAnswering> opened;

    private QuestionAnswering(Opened<aprendiz.transformers.network.QuestionAnswering> opened) {
        this.opened = opened;
    }

    /**
     * Reads a checkpoint.
     *
     * @throws Problem of kind INVALID that names the file, tensor or field that is wrong
     */
    public static QuestionAnswering load(Path checkpoint) {
        return new QuestionAnswering(Opened.load(checkpoint, QuestionAnswering::head));
    }

    /** Takes the tokenizer of a checkpoint, and computes with an export of it, which it owns from now on. */
    public static QuestionAnswering load(Path checkpoint, Engine engine) {
        return new QuestionAnswering(Opened.with(checkpoint, QuestionAnswering::head, engine));
    }

    private static aprendiz.transformers.network.QuestionAnswering head(ModelConfig config) {
        return Opened.head(
                config,
                aprendiz.transformers.network.QuestionAnswering.class,
                Task.QUESTION_ANSWERING,
                "ForQuestionAnswering");
    }

    /** The best answers to a question; fewer than asked for, or none, if the context has no more. */
    public List<Answer> answer(String question, String context, Options options) {
        return answer(List.of(new Question(question, context)), options).getFirst();
    }

    /**
     * The best answers to each question.
     *
     * @throws Problem of kind INVALID if a question leaves no room for its context, or too many windows are needed
     */
    public List<List<Answer>> answer(List<Question> questions, Options options) {
        List<Encoding> windows = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        Cut cut = options.cut(maxLength());
        for (Question one : questions) {
            Text both = Text.pair(question(one.question(), options), one.context());
            windows.addAll(opened.tokenizer().windows(both, cut));
            ends.add(windows.size());
            opened.allow(windows, cut, ends.size());
        }
        float[][][] logits = opened.tokenAnswers(windows);
        List<List<Answer>> answers = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < questions.size(); i++) {
            ContextAnswers found = new ContextAnswers(questions.get(i).context(), options);
            for (; at < ends.get(i); at++) {
                found.add(windows.get(at), logits[at]);
            }
            answers.add(found.best());
        }
        return answers;
    }

    private String question(String whole, Options options) {
        if (options.maxQuestionLength().isEmpty()) {
            return whole;
        }
        Tokenizer tokenizer = opened.tokenizer();
        Encoding tokens = tokenizer.encode(Text.of(whole), Cut.to(Integer.MAX_VALUE));
        int left = options.maxQuestionLength().getAsInt();
        for (int at = 0; at < tokens.size(); at++) {
            if (!tokens.isSpecial(at) && left-- == 0) {
                return whole.substring(0, tokens.span(at).start());
            }
        }
        return whole;
    }

    @Override
    public Task task() {
        return Task.QUESTION_ANSWERING;
    }

    @Override
    public int maxLength() {
        return opened.maxLength();
    }

    @Override
    public Tokenizer tokenizer() {
        return opened.tokenizer();
    }

    @Override
    public Engine engine() {
        return opened.engine();
    }

    @Override
    public QuestionAnswering on(Engine engine) {
        return new QuestionAnswering(opened.on(engine));
    }

    @Override
    public void close() {
        opened.close();
    }
}
