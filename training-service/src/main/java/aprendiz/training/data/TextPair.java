package aprendiz.training.data;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.data.Table.Row;
import aprendiz.training.recipe.DataSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two texts that belong together, or are so much alike.
 *
 * @param similarity 0 where the data says none
 * @param group of those that stay in one part
 */
public record TextPair(String one, String other, double similarity, String group) {

    private static final int MOST_COMPLAINTS = 5;

    /** One text behind the other. */
    public String both() {
        return one + " " + other;
    }

    /** @throws BadData with every complaint of all files */
    public static Parted<TextPair> read(DataSource source, long seed, Path folder) {
        return Parted.read(source, seed, file -> read(folder, file, source), TextPair::group);
    }

    private static List<TextPair> read(Path folder, String file, DataSource source) {
        Table table = Table.read(folder, file);
        List<Complaint> complaints = new ArrayList<>();
        int one = Examples.column(table, source.text().get(0), "data.text[0]", complaints);
        int other = Examples.column(table, source.text().get(1), "data.text[1]", complaints);
        int label = source.label() == null ? -1 : Examples.column(table, source.label(), "data.label", complaints);
        int group = source.group() == null ? -1 : Examples.column(table, source.group(), "data.group", complaints);
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
        List<TextPair> pairs = new ArrayList<>();
        for (Row row : table.rows()) {
            String first = row.cells().get(one).strip();
            String second = row.cells().get(other).strip();
            double similarity = label < 0 ? 0 : number(row.cells().get(label));
            boolean right = !first.isEmpty() && !second.isEmpty() && similarity >= 0;
            if (!right && complaints.size() < MOST_COMPLAINTS) {
                complaints.add(new Complaint(
                        file + ":" + row.line(), "needs two texts, and as similarity a number from 0 up"));
            }
            String together = group < 0
                    ? String.valueOf(row.line())
                    : row.cells().get(group).strip();
            pairs.add(new TextPair(first, second, similarity, together));
        }
        if (pairs.isEmpty()) {
            complaints.add(new Complaint(file, "has a header but no examples"));
        }
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
        return pairs;
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
