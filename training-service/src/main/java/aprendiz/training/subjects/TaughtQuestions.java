package aprendiz.training.subjects;

import aprendiz.training.data.Question;
import aprendiz.training.data.Unlabelled;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Measure;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.text.Tokens;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example.Answered;
import aprendiz.transformers.training.objective.Example.TaughtAnswered;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.TaughtSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Questions about texts, and what teachers say of every token of their windows. */
final class TaughtQuestions implements Taught {

    /** The logits of a begin and of an end. */
    private static final int WIDTH = 2;

    private final AnsweredQuestions questions;
    private final Unlabelled<Question> unlabelled;
    private final Faculty faculty;
    private final List<TaughtAnswered> asked = new ArrayList<>();
    private final int validation;
    private final TeacherAnswers answers;

    TaughtQuestions(AnsweredQuestions questions, Unlabelled<Question> unlabelled, Faculty faculty) {
        this.questions = questions;
        this.unlabelled = unlabelled;
        this.faculty = faculty;
        try (Tokenizer tokenizer = Tokenizer.load(faculty.first(), faculty.maxLength())) {
            Examples examples = new Examples(tokenizer);
            add(AnsweredQuestions.answered(examples, questions.parts().train()));
            add(AnsweredQuestions.answered(examples, unlabelled.items()).stream()
                    .map(one -> new Answered(one.text(), one.length(), one.length()))
                    .toList());
            validation = asked.size();
            add(AnsweredQuestions.answered(examples, questions.parts().validation()));
        }
        answers = new TeacherAnswers(
                faculty, "questions", asked.stream().map(TaughtAnswered::length).toList(), WIDTH);
    }

    private void add(List<Answered> windows) {
        windows.forEach(window -> asked.add(new TaughtAnswered(window, asked.size())));
    }

    @Override
    public Subject untaught() {
        return questions;
    }

    @Override
    public Unlabelled<?> unlabelled() {
        return unlabelled;
    }

    @Override
    public List<String> texts() {
        return questions.parts().test().stream().map(Question::both).toList();
    }

    @Override
    public void ask() throws IOException {
        answers.ask((teacher, from, to, vectors) -> {
            List<Tokens> texts = asked.subList(from, to).stream()
                    .map(one -> one.window().text())
                    .toList();
            List<List<Integer>> places = texts.stream()
                    .map(text -> IntStream.range(0, text.length()).boxed().toList())
                    .toList();
            return teacher.answers(texts, places, vectors);
        });
    }

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        return Learning.run(
                order,
                new TaughtSpan(faculty.loss(order.base()), answers),
                examples -> asked.subList(0, validation),
                examples -> asked.subList(validation, asked.size()),
                listener);
    }

    /** The best one's: answers of several are no answer. */
    @Override
    public Scored teachers() {
        return faculty.best(questions, Measure.F1);
    }
}
