package aprendiz.training.recipe;

import java.util.List;

/**
 * Which examples to learn from, and how they are parted.
 *
 * @param dataset the data set, with the revision asked for
 * @param file the file of that version with the examples
 * @param text the columns that make the text, joined by a blank
 * @param label the column with the label
 * @param bins where the label is a number: the bounds of its ranges, which become the labels; empty to take it as it is
 * @param validation part of the examples that chooses the best checkpoint; 0 if {@code validationFile} gives it
 * @param test part of the examples that training never sees; 0 if {@code testFile} gives it
 * @param validationFile a file of its own for validation, or null
 * @param testFile a file of its own for the test, or null
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
        String testFile) {

    public static final double DEFAULT_VALIDATION = 0.15;
    public static final double DEFAULT_TEST = 0.2;

    public DataSource {
        text = List.copyOf(text);
        bins = List.copyOf(bins);
    }
}
