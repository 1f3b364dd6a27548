package aprendiz.training.subjects;

import aprendiz.training.data.PlainText;
import aprendiz.training.data.Questions;
import aprendiz.training.data.Sentences;
import aprendiz.training.data.Splitting;
import aprendiz.training.data.Unlabelled;
import aprendiz.training.recipe.DistillationRecipe;
import aprendiz.training.recipe.Weighing;
import java.nio.file.Path;

/** Finds what there is to learn from teachers in a data set. */
public final class TaughtSubjects {

    private TaughtSubjects() {}

    /**
     * Reads and parts the data, under the teachers' labels.
     *
     * @param folder the files of the data set's version
     * @param trainer of text classifiers
     * @throws aprendiz.training.data.BadData with every complaint
     */
    public static Taught of(DistillationRecipe recipe, Faculty faculty, Path folder, Trainer trainer) {
        long seed = recipe.seed();
        String file = recipe.unlabelled();
        return switch (recipe.goal()) {
            case TEXT_CLASSIFICATION ->
                new TaughtTexts(
                        new ClassifiedTexts(
                                Splitting.read(recipe.data(), seed, folder).under(faculty.labels()),
                                Weighing.ALIKE,
                                trainer,
                                seed),
                        Unlabelled.texts(recipe.data(), file, folder),
                        faculty);
            case TOKEN_CLASSIFICATION ->
                new TaughtSentences(
                        new TaggedSentences(
                                Sentences.read(recipe.data(), seed, folder), faculty.labels(), Weighing.ALIKE, seed),
                        Unlabelled.sentences(recipe.data(), file, folder),
                        faculty);
            case QUESTION_ANSWERING ->
                new TaughtQuestions(
                        new AnsweredQuestions(Questions.read(recipe.data(), seed, folder), seed),
                        Unlabelled.questions(file, folder),
                        faculty);
            case FILL_MASK ->
                new TaughtBlocks(new HiddenTexts(PlainText.read(recipe.data(), seed, folder), seed), faculty);
            case MULTI_LABEL, REGRESSION, EMBEDDINGS ->
                throw new IllegalArgumentException(recipe.goal() + " cannot be distilled");
        };
    }

    /**
     * What is learned from teachers alone, as far as it can be told without them.
     *
     * @throws aprendiz.training.data.BadData with every complaint
     */
    public static Unlabelled<?> unlabelled(DistillationRecipe recipe, Path folder) {
        String file = recipe.unlabelled();
        return switch (recipe.goal()) {
            case TEXT_CLASSIFICATION -> Unlabelled.texts(recipe.data(), file, folder);
            case TOKEN_CLASSIFICATION -> Unlabelled.sentences(recipe.data(), file, folder);
            case QUESTION_ANSWERING -> Unlabelled.questions(file, folder);
            case FILL_MASK, MULTI_LABEL, REGRESSION, EMBEDDINGS -> Unlabelled.none();
        };
    }
}
