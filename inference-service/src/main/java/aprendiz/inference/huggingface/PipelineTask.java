package aprendiz.inference.huggingface;

import aprendiz.inference.protocol.Fields;
import aprendiz.model.Problem;
import aprendiz.model.Task;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What Hugging Face's clients ask for by name: the tasks of models, and two that models of another task can do too. */
enum PipelineTask {
    TEXT_CLASSIFICATION("text-classification", "sentiment-analysis"),
    ZERO_SHOT_CLASSIFICATION("zero-shot-classification", ""),
    TOKEN_CLASSIFICATION("token-classification", "ner"),
    QUESTION_ANSWERING("question-answering", ""),
    FILL_MASK("fill-mask", ""),
    FEATURE_EXTRACTION("feature-extraction", ""),
    SENTENCE_SIMILARITY("sentence-similarity", "");

    private final String word;
    private final String otherWord;

    PipelineTask(String word, String otherWord) {
        this.word = word;
        this.otherWord = otherWord;
    }

    /** By its name or the other that transformers has for it. */
    static PipelineTask of(String word) {
        return Arrays.stream(values())
                .filter(task -> word.equals(task.word) || (word.equals(task.otherWord) && !word.isEmpty()))
                .findFirst()
                .orElseThrow(() -> Problem.notFound(
                        "Unknown task",
                        Problem.quoted(word) + " is not one of "
                                + Arrays.stream(values())
                                        .map(PipelineTask::toString)
                                        .collect(Collectors.joining(", "))));
    }

    /** What is meant where no task is named: the model's own, unless the request can only mean another. */
    static PipelineTask meant(Task model, Fields request) {
        return switch (model) {
            case TEXT_CLASSIFICATION ->
                request.object("parameters").has("candidate_labels") ? ZERO_SHOT_CLASSIFICATION : TEXT_CLASSIFICATION;
            case TOKEN_CLASSIFICATION -> TOKEN_CLASSIFICATION;
            case QUESTION_ANSWERING -> QUESTION_ANSWERING;
            case FILL_MASK -> FILL_MASK;
            case FEATURE_EXTRACTION ->
                request.has("inputs") && request.value("inputs").isObject() ? SENTENCE_SIMILARITY : FEATURE_EXTRACTION;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
