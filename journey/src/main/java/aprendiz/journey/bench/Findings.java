package aprendiz.journey.bench;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of a subject, and where.
 *
 * @param options of the command, for who wants to measure the same: {@code --windows 5}
 */
public record Findings(String subject, Machine machine, String options, List<Row> rows) {

    private static final List<String> HEAD =
            List.of("work", "ours", "compared with", "theirs", "ratio", "target", "", "note");

    public Findings {
        rows = List.copyOf(rows);
    }

    /** For programs. */
    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("subject", subject);
        json.set("machine", Json.MAPPER.valueToTree(machine));
        json.put("options", options);
        ArrayNode array = json.putArray("rows");
        for (Row row : rows) {
            ObjectNode node = Json.MAPPER.valueToTree(row);
            array.add(node.put("verdict", row.verdict().toString()));
        }
        return json;
    }

    /** For people, at a terminal. */
    String toText() {
        List<List<String>> lines = new ArrayList<>(List.of(HEAD));
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder(machine.toString()).append("\n\n");
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                padded.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** For a document: where, by what command, then the table. */
    String toMarkdown() {
        StringBuilder text = new StringBuilder();
        text.append("Machine: ").append(machine).append(".\n\n");
        text.append("    ./aprendiz bench " + subject + " " + options + " --markdown\n\n");
        text.append(line(HEAD)).append(line(HEAD.stream().map(cell -> "---").toList()));
        rows.forEach(row -> text.append(line(cells(row))));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| "
                + String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |\n";
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.work(),
                row.ours() == null ? "-" : row.ours().toString(),
                row.against(),
                row.theirs() == null ? "-" : row.theirs().toString(),
                row.ratio() == null ? "-" : String.format(Locale.ROOT, "%.2f", row.ratio()),
                row.target() == null ? "" : row.target().toString(),
                row.target() == null ? "" : row.verdict().toString(),
                row.note());
    }
}
