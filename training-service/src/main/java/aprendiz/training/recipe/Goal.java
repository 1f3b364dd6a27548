package aprendiz.training.recipe;

import aprendiz.model.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a model shall be able to do afterwards, as a recipe's {@code task} says it. */
public enum Goal {
    /** One label for a text. */
    TEXT_CLASSIFICATION("text-classification", Task.TEXT_CLASSIFICATION, "macro-f1 > majority"),
    /** Any number of labels for a text. */
    MULTI_LABEL("multi-label", Task.TEXT_CLASSIFICATION, "macro-f1 > majority"),
    /** A number for a text. */
    REGRESSION("regression", Task.TEXT_CLASSIFICATION, "mae < majority"),
    /** A label for each word. */
    TOKEN_CLASSIFICATION("token-classification", Task.TOKEN_CLASSIFICATION, "f1 > from-scratch"),
    /** The span of a text that answers a question. */
    QUESTION_ANSWERING("question-answering", Task.QUESTION_ANSWERING, "f1 > from-scratch"),
    /** Words that are hidden in a text: how a base comes to know a domain. */
    FILL_MASK("fill-mask", Task.FILL_MASK, "perplexity < from-scratch"),
    /** Vectors that are near each other where texts belong together. */
    EMBEDDINGS("embeddings", Task.FEATURE_EXTRACTION, "mrr > base");

    private final String word;
    private final Task task;
    private final String gate;

    Goal(String word, Task task, String gate) {
        this.word = word;
        this.task = task;
        this.gate = gate;
    }

    public static Optional<Goal> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** What the version's users ask it. */
    public Task task() {
        return task;
    }

    /**
     * What is measured, the one that a baseline must be beaten in first.
     *
     * @param labelled whether the data has labels
     */
    public List<Measure> measures(boolean labelled) {
        return switch (this) {
            case TEXT_CLASSIFICATION ->
                List.of(
                        Measure.ACCURACY,
                        Measure.MACRO_F1,
                        Measure.WEIGHTED_F1,
                        Measure.MCC,
                        Measure.ROC_AUC,
                        Measure.LOSS,
                        Measure.ECE);
            case MULTI_LABEL ->
                List.of(Measure.MACRO_F1, Measure.MICRO_F1, Measure.WEIGHTED_F1, Measure.ACCURACY, Measure.ROC_AUC);
            case REGRESSION -> List.of(Measure.PEARSON, Measure.SPEARMAN, Measure.MAE, Measure.RMSE);
            case TOKEN_CLASSIFICATION ->
                List.of(Measure.F1, Measure.PRECISION, Measure.RECALL, Measure.MACRO_F1, Measure.ACCURACY);
            case QUESTION_ANSWERING -> List.of(Measure.F1, Measure.EXACT_MATCH);
            case FILL_MASK -> List.of(Measure.PERPLEXITY, Measure.LOSS, Measure.ACCURACY);
            case EMBEDDINGS ->
                labelled ? List.of(Measure.SPEARMAN, Measure.PEARSON) : List.of(Measure.MRR, Measure.ACCURACY);
        };
    }

    /** What is measured beside a model that was fine-tuned, with or without the same architecture from scratch. */
    List<Baseline> baselines(boolean fromScratch) {
        return all().stream()
                .filter(one -> fromScratch || one != Baseline.FROM_SCRATCH)
                .toList();
    }

    private List<Baseline> all() {
        return switch (this) {
            case TEXT_CLASSIFICATION ->
                List.of(Baseline.MAJORITY, Baseline.BAG_OF_WORDS, Baseline.TF_IDF, Baseline.FROM_SCRATCH);
            case MULTI_LABEL, REGRESSION, TOKEN_CLASSIFICATION -> List.of(Baseline.MAJORITY, Baseline.FROM_SCRATCH);
            case QUESTION_ANSWERING -> List.of(Baseline.FROM_SCRATCH);
            case FILL_MASK, EMBEDDINGS -> List.of(Baseline.BASE, Baseline.FROM_SCRATCH);
        };
    }

    String usualGate(boolean labelled) {
        return this == EMBEDDINGS && labelled ? "spearman > base" : gate;
    }

    /** The word that recipes use. */
    @Override
    public String toString() {
        return word;
    }
}
