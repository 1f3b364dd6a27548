package aprendiz.training.data;

import java.util.List;

/**
 * A question about a text, with the answers that are right.
 *
 * @param answers none if the text holds none
 */
public record Question(String id, String context, String question, List<Answer> answers) {

    /** @param start where it begins in the context, in UTF-16 units */
    public record Answer(String text, int start) {}

    public Question {
        answers = List.copyOf(answers);
    }

    /** Question and context. */
    public String both() {
        return question + " " + context;
    }

    /** What the answers say. */
    public List<String> texts() {
        return answers.stream().map(Answer::text).toList();
    }
}
