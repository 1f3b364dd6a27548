package aprendiz.training.recipe;

import java.util.List;

/**
 * Which examples to learn from, and how they are parted.
 *
 * @param dataset the data set, with the revision asked for
 * @param file the file of that version with the examples
 * @param text the columns that make the text, joined by a blank; of sentences the one with the words; else none
 * @param label the column with the label, the labels, the number or the tags; null where the goal needs none
 * @param bins where the label is a number: the bounds of its ranges, which become the labels; empty to take it as it is
 * @param validation part of the examples that chooses the best checkpoint; 0 if {@code validationFile} gives it
 * @param test part of the examples that training never sees; 0 if {@code testFile} gives it
 * @param validationFile a file of its own for validation, or null
 * @param testFile a file of its own for the test, or null
 * @param group the column by whose value examples stay together in one part, or null
 */
public record DataSource(
        Reference dataset,
        String file,
        List<String> text,
        String label,
        List<Double> bins,
        double validation,
        double test,
        String validationFile,
        String testFile,
        String group) {

    public static final double DEFAULT_VALIDATION = 0.15;
    public static final double DEFAULT_TEST = 0.2;

    public DataSource {
        text = List.copyOf(text);
        bins = List.copyOf(bins);
    }

    /** One whose examples are parted one by one. */
    public DataSource(
            Reference dataset,
            String file,
            List<String> text,
            String label,
            List<Double> bins,
            double validation,
            double test,
            String validationFile,
            String testFile) {
        this(dataset, file, text, label, bins, validation, test, validationFile, testFile, null);
    }
}
