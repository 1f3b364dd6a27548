package aprendiz.inference.asking;

import aprendiz.model.Task;
import aprendiz.transformers.tasks.Answer;
import aprendiz.transformers.tasks.QuestionAnswering;
import aprendiz.transformers.tasks.TextTask;
import java.util.List;

/** Where contexts answer questions. */
public record Find(List<QuestionAnswering.Question> questions, QuestionAnswering.Options options)
        implements Query<List<Answer>> {

    public Find {
        questions = List.copyOf(questions);
    }

    @Override
    public int size() {
        return questions.size();
    }

    @Override
    public Find only(int input) {
        return new Find(List.of(questions.get(input)), options);
    }

    @Override
    public List<List<Answer>> ask(TextTask model) {
        return Wanted.of(QuestionAnswering.class, Task.QUESTION_ANSWERING, model)
                .answer(questions, options);
    }
}
