package aprendiz.training.data;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.data.Table.Row;
import aprendiz.training.recipe.DataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Takes the columns that a recipe names out of a file. */
final class Examples {

    private static final int NAMED_LINES = 5;

    private Examples() {}

    /** As {@link #read(java.nio.file.Path, String, DataSource, boolean)}, every example with a label. */
    static List<Example> read(java.nio.file.Path folder, String file, DataSource source) {
        return read(folder, file, source, true);
    }

    /**
     * Reads a file.
     *
     * @param labelled false if a label may be empty
     * @throws BadData with every complaint: missing columns, empty texts, empty labels
     */
    static List<Example> read(java.nio.file.Path folder, String file, DataSource source, boolean labelled) {
        Table table = Table.read(folder, file);
        List<Complaint> complaints = new ArrayList<>();
        List<Integer> text = new ArrayList<>();
        for (int i = 0; i < source.text().size(); i++) {
            String field = source.text().size() == 1 ? "data.text" : "data.text[" + i + "]";
            text.add(column(table, source.text().get(i), field, complaints));
        }
        int label = source.label() == null ? -1 : column(table, source.label(), "data.label", complaints);
        int group = source.group() == null ? -1 : column(table, source.group(), "data.group", complaints);
        refuseAny(complaints);

        Ranges ranges = new Ranges(source.bins());
        List<Example> examples = new ArrayList<>();
        for (Row row : table.rows()) {
            String cell = label < 0 ? "" : row.cells().get(label).strip();
            String named = ranges.name(cell);
            if (named == null && complaints.size() < NAMED_LINES) {
                complaints.add(new Complaint(
                        file + ":" + row.line(),
                        "the label '" + cell + "' is no number, and data.label_bins puts numbers into ranges"));
            }
            String together = group < 0
                    ? String.valueOf(row.line())
                    : row.cells().get(group).strip();
            examples.add(new Example(joined(row, text), named == null ? cell : named, row.line(), together));
        }
        if (examples.isEmpty()) {
            complaints.add(new Complaint(file, "has a header but no examples"));
        }
        complain(
                file,
                "text",
                examples.stream().filter(one -> one.text().isEmpty()).toList(),
                complaints);
        complain(
                file,
                "label",
                examples.stream()
                        .filter(one -> labelled && one.label().isEmpty())
                        .toList(),
                complaints);
        refuseAny(complaints);
        return examples;
    }

    static int column(Table table, String name, String field, List<Complaint> complaints) {
        int column = table.columns().indexOf(name);
        if (column < 0) {
            complaints.add(new Complaint(
                    field,
                    table.file() + " has no column '" + name + "'; it has " + String.join(", ", table.columns())));
        }
        return column;
    }

    private static String joined(Row row, List<Integer> columns) {
        return columns.stream()
                .map(column -> row.cells().get(column).strip())
                .filter(cell -> !cell.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static void complain(String file, String what, List<Example> empty, List<Complaint> complaints) {
        if (empty.isEmpty()) {
            return;
        }
        String lines = empty.stream()
                .limit(NAMED_LINES)
                .map(one -> String.valueOf(one.line()))
                .collect(Collectors.joining(", "));
        String rest = empty.size() > NAMED_LINES ? " and " + (empty.size() - NAMED_LINES) + " more" : "";
        complaints.add(new Complaint(
                file + ":" + empty.getFirst().line(),
                "examples with an empty " + what + ", on the lines " + lines + rest
                        + "; give them one or leave them out"));
    }

    private static void refuseAny(List<Complaint> complaints) {
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
    }
}
