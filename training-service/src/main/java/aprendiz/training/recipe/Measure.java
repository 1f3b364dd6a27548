package aprendiz.training.recipe;

import java.util.Arrays;
import java.util.Optional;

/** What is measured on the test part. */
public enum Measure {
    /** Part of the examples, or of the words, that are answered rightly. */
    ACCURACY("accuracy", true),
    MACRO_F1("macro-f1", true),
    MICRO_F1("micro-f1", true),
    WEIGHTED_F1("weighted-f1", true),
    /** Matthews' correlation of true and answered labels. */
    MCC("mcc", true),
    /** Area under the ROC curve, each label against the rest. */
    ROC_AUC("roc-auc", true),
    /** Mean negative logarithm of the probability of the true label, in nats. */
    LOSS("loss", false),
    /** Expected calibration error: how far a model is from being right as often as it is sure. */
    ECE("ece", false),
    /** Of entities, as seqeval counts; of answers, as SQuAD's script does. */
    F1("f1", true),
    PRECISION("precision", true),
    RECALL("recall", true),
    EXACT_MATCH("exact-match", true),
    PEARSON("pearson", true),
    SPEARMAN("spearman", true),
    /** Mean absolute error. */
    MAE("mae", false),
    /** Root mean squared error. */
    RMSE("rmse", false),
    /** Of hidden words: the exponential of their mean negative log-likelihood. */
    PERPLEXITY("perplexity", false),
    /** Mean reciprocal rank of the text that belongs to another, among all of the test part. */
    MRR("mrr", true);

    private final String word;
    private final boolean moreIsBetter;

    Measure(String word, boolean moreIsBetter) {
        this.word = word;
        this.moreIsBetter = moreIsBetter;
    }

    public static Optional<Measure> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** Whether it can only be measured where a model says how probable each label is. */
    boolean needsProbabilities() {
        return switch (this) {
            case ROC_AUC, LOSS, ECE -> true;
            case ACCURACY,
                    MACRO_F1,
                    MICRO_F1,
                    WEIGHTED_F1,
                    MCC,
                    F1,
                    PRECISION,
                    RECALL,
                    EXACT_MATCH,
                    PEARSON,
                    SPEARMAN,
                    MAE,
                    RMSE,
                    PERPLEXITY,
                    MRR -> false;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
