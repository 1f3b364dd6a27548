package aprendiz.training.subjects;

import aprendiz.training.data.ManyLabelledText;
import aprendiz.training.data.MeasuredText;
import aprendiz.training.data.PlainText;
import aprendiz.training.data.Questions;
import aprendiz.training.data.Sentences;
import aprendiz.training.data.Splitting;
import aprendiz.training.data.TextPair;
import aprendiz.training.recipe.DataSource;
import aprendiz.training.recipe.Goal;
import aprendiz.training.recipe.Weighing;
import java.nio.file.Path;

/** Finds what there is to learn in a data set. */
public final class Subjects {

    private Subjects() {}

    /**
     * Reads and parts the data.
     *
     * @param trainer of text classifiers
     * @param folder the files of the data set's version
     * @throws aprendiz.training.data.BadData with every complaint
     */
    public static Subject of(Goal goal, DataSource source, Weighing weighing, long seed, Path folder, Trainer trainer) {
        return switch (goal) {
            case TEXT_CLASSIFICATION ->
                new ClassifiedTexts(Splitting.read(source, seed, folder), weighing, trainer, seed);
            case MULTI_LABEL -> new ManyLabelledTexts(ManyLabelledText.read(source, seed, folder), seed);
            case REGRESSION -> new MeasuredTexts(MeasuredText.read(source, seed, folder), source.label(), seed);
            case TOKEN_CLASSIFICATION -> new TaggedSentences(Sentences.read(source, seed, folder), weighing, seed);
            case FILL_MASK -> new HiddenTexts(PlainText.read(source, seed, folder), seed);
            case EMBEDDINGS -> new PairedTexts(TextPair.read(source, seed, folder), source.label() != null, seed);
            case QUESTION_ANSWERING -> new AnsweredQuestions(Questions.read(source, seed, folder), seed);
        };
    }
}
