package aprendiz.journey.bench;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured of a subject, and where.
 *
 * @param options of the command, for who wants to measure the same: {@code --windows 5}
 * @param head what the cells of a line are
 */
public record Findings(String subject, Machine machine, String options, List<String> head, List<? extends Line> lines) {

    public Findings {
        head = List.copyOf(head);
        lines = List.copyOf(lines);
    }

    /** Of a subject that is measured beside others. */
    public static Findings of(String subject, String options, List<Row> rows) {
        return new Findings(subject, Machine.here(), options, Row.HEAD, rows);
    }

    /** For programs. */
    ObjectNode toJson() {
        ObjectNode json = Json.MAPPER.createObjectNode().put("subject", subject);
        json.set("machine", Json.MAPPER.valueToTree(machine));
        json.put("options", options);
        ArrayNode array = json.putArray("rows");
        for (Line line : lines) {
            ObjectNode node = Json.MAPPER.valueToTree(line);
            array.add(node.put("verdict", line.verdict().toString()));
        }
        return json;
    }

    /** For people, at a terminal. */
    String toText() {
        List<List<String>> table = new ArrayList<>(List.of(head));
        lines.forEach(line -> table.add(line.cells()));
        int[] widths = new int[head.size()];
        for (List<String> line : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder(machine.toString()).append("\n\n");
        for (List<String> line : table) {
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
        text.append(line(head)).append(line(head.stream().map(cell -> "---").toList()));
        lines.forEach(line -> text.append(line(line.cells())));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| "
                + String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |\n";
    }
}
