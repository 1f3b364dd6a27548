package aprendiz.model.metrics;

/**
 * How often each label was true, answered, and both: what the figures of label answers come down to. A ratio whose
 * denominator is 0 counts as 0.
 */
public final class Tally {

    private final double[] hits;
    private final double[] support;
    private final double[] answered;
    private double right;
    private double total;

    /** One that has counted nothing. */
    public Tally(int labels) {
        hits = new double[labels];
        support = new double[labels];
        answered = new double[labels];
    }

    /** Counts answers with one label each, each example as often as it was drawn. */
    public static Tally ofOne(int labels, int[] truth, int[] answers, int[] times) {
        Tally tally = new Tally(labels);
        for (int i = 0; i < truth.length; i++) {
            if (times[i] > 0) {
                tally.add(truth[i], answers[i], times[i]);
            }
        }
        return tally;
    }

    /** Counts answers with any number of labels, as {@link #ofOne}; an example is right if all its labels are. */
    public static Tally ofMany(int labels, boolean[][] truth, boolean[][] answers, int[] times) {
        Tally tally = new Tally(labels);
        for (int i = 0; i < truth.length; i++) {
            boolean all = true;
            for (int label = 0; label < labels; label++) {
                tally.support[label] += truth[i][label] ? times[i] : 0;
                tally.answered[label] += answers[i][label] ? times[i] : 0;
                tally.hits[label] += truth[i][label] && answers[i][label] ? times[i] : 0;
                all &= truth[i][label] == answers[i][label];
            }
            tally.right += all ? times[i] : 0;
            tally.total += times[i];
        }
        return tally;
    }

    /** The place of the largest number of a row; of equals the first. */
    public static int likeliest(float[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    void add(int truth, int answer, double times) {
        support[truth] += times;
        answered[answer] += times;
        hits[truth] += truth == answer ? times : 0;
        right += truth == answer ? times : 0;
        total += times;
    }

    public double accuracy() {
        return ratio(right, total);
    }

    /** Mean F1 of the labels that are true or answered for some example. */
    public double macroF1() {
        double sum = 0;
        int labels = 0;
        for (int label = 0; label < hits.length; label++) {
            sum += f1(label);
            labels += support[label] + answered[label] > 0 ? 1 : 0;
        }
        return ratio(sum, labels);
    }

    /** Mean F1 of the labels, each counting by its support. */
    public double weightedF1() {
        double sum = 0;
        double all = 0;
        for (int label = 0; label < hits.length; label++) {
            sum += support[label] * f1(label);
            all += support[label];
        }
        return ratio(sum, all);
    }

    /** F1 of all labels taken together; of answers with one label each it is the accuracy. */
    public double microF1() {
        double both = 0;
        double either = 0;
        for (int label = 0; label < hits.length; label++) {
            both += hits[label];
            either += support[label] + answered[label];
        }
        return ratio(2 * both, either);
    }

    /**
     * Matthews' correlation of truth and answers with one label each, from -1 to 1 (Gorodkin, "Comparing two K-category
     * assignments by a K-category correlation coefficient", 2004); 0 where one of them is always the same label.
     */
    public double matthews() {
        double together = 0;
        double squaredAnswers = 0;
        double squaredSupport = 0;
        for (int label = 0; label < hits.length; label++) {
            together += answered[label] * support[label];
            squaredAnswers += answered[label] * answered[label];
            squaredSupport += support[label] * support[label];
        }
        double spread = (total * total - squaredAnswers) * (total * total - squaredSupport);
        return ratio(right * total - together, Math.sqrt(spread));
    }

    double hits(int label) {
        return hits[label];
    }

    double support(int label) {
        return support[label];
    }

    double answered(int label) {
        return answered[label];
    }

    double right() {
        return right;
    }

    double total() {
        return total;
    }

    private double f1(int label) {
        return ratio(2 * hits[label], support[label] + answered[label]);
    }

    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
