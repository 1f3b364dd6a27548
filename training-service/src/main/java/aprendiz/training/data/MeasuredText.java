package aprendiz.training.data;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.DataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with a number.
 *
 * @param group of those that stay in one part
 */
public record MeasuredText(String text, double number, String group) {

    private static final int MOST_COMPLAINTS = 5;

    /** @throws BadData with every complaint, also of what is no number */
    public static Parted<MeasuredText> read(DataSource source, long seed, Path folder) {
        return Parted.read(source, seed, file -> read(folder, file, source), MeasuredText::group);
    }

    private static List<MeasuredText> read(Path folder, String file, DataSource source) {
        List<Complaint> complaints = new ArrayList<>();
        List<MeasuredText> texts = new ArrayList<>();
        for (Example one : Examples.read(folder, file, source)) {
            double number = number(one.label());
            if (Double.isFinite(number)) {
                texts.add(new MeasuredText(one.text(), number, one.group()));
            } else if (complaints.size() < MOST_COMPLAINTS) {
                complaints.add(new Complaint(file + ":" + one.line(), "'" + one.label() + "' is no number"));
            }
        }
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
        return texts;
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
