package aprendiz.training.subjects;

import aprendiz.training.data.PlainText;
import aprendiz.training.data.Unlabelled;
import aprendiz.training.evaluation.Scored;
import aprendiz.training.recipe.Measure;
import aprendiz.transformers.network.Teacher;
import aprendiz.transformers.text.Tokenizer;
import aprendiz.transformers.training.Outcome;
import aprendiz.transformers.training.TrainingListener;
import aprendiz.transformers.training.objective.Example.Plain;
import aprendiz.transformers.training.objective.Examples;
import aprendiz.transformers.training.objective.HiddenWords;
import aprendiz.transformers.training.objective.Rarity;
import aprendiz.transformers.training.objective.TaughtWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts in which words are hidden, other ones each time: teachers are asked anew about every batch. */
record TaughtBlocks(HiddenTexts hidden, Faculty faculty) implements Taught {

    @Override
    public Subject untaught() {
        return hidden;
    }

    @Override
    public Unlabelled<?> unlabelled() {
        return Unlabelled.none();
    }

    @Override
    public List<String> texts() {
        return hidden.parts().test().stream().map(PlainText::text).toList();
    }

    /** Nothing to ask beforehand. */
    @Override
    public void ask() {}

    @Override
    public Outcome train(Trainer.Order order, TrainingListener listener) {
        List<Teacher> teachers = new ArrayList<>();
        try (Tokenizer tokenizer = Tokenizer.load(faculty.first(), faculty.maxLength())) {
            for (Path checkpoint : faculty.checkpoints()) {
                teachers.add(Teacher.open(checkpoint));
            }
            List<Plain> train =
                    HiddenTexts.blocks(new Examples(tokenizer), hidden.parts().train());
            HiddenWords words = HiddenTexts.objective(faculty.first());
            return Learning.run(
                    order,
                    new TaughtWords(words, Rarity.of(train, words), faculty.loss(order.base()), teachers),
                    examples -> train,
                    examples -> HiddenTexts.blocks(examples, hidden.parts().validation()),
                    listener);
        } finally {
            teachers.forEach(Teacher::close);
        }
    }

    /** The best one's. */
    @Override
    public Scored teachers() {
        return faculty.best(hidden, Measure.PERPLEXITY);
    }
}
