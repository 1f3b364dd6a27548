package aprendiz.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** What a model can be asked, in Hugging Face's words. */
public enum Task {
    /** Which of some labels fits a text. */
    TEXT_CLASSIFICATION("text-classification"),
    /** Which label fits each token. */
    TOKEN_CLASSIFICATION("token-classification"),
    /** Which span of a context answers a question. */
    QUESTION_ANSWERING("question-answering"),
    /** Which token stands behind a mask. */
    FILL_MASK("fill-mask"),
    /** A vector for a text. */
    FEATURE_EXTRACTION("feature-extraction");

    private final String word;

    Task(String word) {
        this.word = word;
    }

    @JsonCreator
    public static Task of(String word) {
        for (Task one : values()) {
            if (one.word.equals(word)) {
                return one;
            }
        }
        throw Problem.invalid("Unknown task", Problem.quoted(word) + " is not one of " + List.of(values()));
    }

    /** What a model of this class of transformers answers, {@code BertForMaskedLM}; one without a known head embeds. */
    public static Task ofArchitecture(String architecture) {
        if (architecture.endsWith("ForSequenceClassification")) {
            return TEXT_CLASSIFICATION;
        }
        if (architecture.endsWith("ForTokenClassification")) {
            return TOKEN_CLASSIFICATION;
        }
        if (architecture.endsWith("ForQuestionAnswering")) {
            return QUESTION_ANSWERING;
        }
        return architecture.endsWith("ForMaskedLM") ? FILL_MASK : FEATURE_EXTRACTION;
    }

    /** The word that files, messages and people use. */
    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
