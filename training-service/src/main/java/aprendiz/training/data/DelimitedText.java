package aprendiz.training.data;

import aprendiz.model.Problem.Complaint;
import aprendiz.training.data.Table.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV by RFC 4180, with a header: cells in double quotes may hold commas, line breaks and doubled quotes. TSV, with a
 * header: a tab parts cells, a line break parts rows, and a quote is a character like any other.
 */
final class DelimitedText {

    private final String file;
    private final String text;
    private final char delimiter;
    private final boolean quotes;
    private int position;
    private int line = 1;

    private DelimitedText(String file, String text, char delimiter, boolean quotes) {
        this.file = file;
        this.text = text;
        this.delimiter = delimiter;
        this.quotes = quotes;
    }

    static Table csv(String file, String text) {
        return new DelimitedText(file, text, ',', true).read();
    }

    static Table tsv(String file, String text) {
        return new DelimitedText(file, text, '\t', false).read();
    }

    private Table read() {
        if (text.isBlank()) {
            throw new BadData(new Complaint(file, "is empty"));
        }
        List<String> columns = Table.checkColumns(
                file, row().cells().stream().map(String::strip).toList());
        List<Row> rows = new ArrayList<>();
        while (position < text.length()) {
            Row row = row();
            boolean blank = row.cells().size() == 1 && row.cells().getFirst().isBlank();
            if (blank && (columns.size() > 1 || position >= text.length())) {
                continue;
            }
            if (row.cells().size() != columns.size()) {
                throw new BadData(new Complaint(
                        file + ":" + row.line(),
                        "has " + row.cells().size() + " cells where the header has " + columns.size()
                                + (quotes ? "; put a cell with commas or line breaks in double quotes" : "")));
            }
            rows.add(row);
        }
        return new Table(file, columns, rows);
    }

    private Row row() {
        int start = line;
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(quotes && position < text.length() && text.charAt(position) == '"' ? quoted() : plain());
            if (position >= text.length()) {
                return new Row(start, cells);
            }
            char end = text.charAt(position++);
            if (end != delimiter) {
                if (end == '\r' && position < text.length() && text.charAt(position) == '\n') {
                    position++;
                }
                line++;
                return new Row(start, cells);
            }
        }
    }

    private String plain() {
        int start = position;
        while (position < text.length() && !endsCell(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() {
        int start = line;
        StringBuilder cell = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '"' && position < text.length() && text.charAt(position) == '"') {
                cell.append('"');
                position++;
            } else if (c == '"') {
                if (position < text.length() && !endsCell(text.charAt(position))) {
                    throw new BadData(new Complaint(
                            file + ":" + line,
                            "a closing quote must end its cell; write a quote inside a cell twice: \"\""));
                }
                return cell.toString();
            } else {
                if (c == '\n') {
                    line++;
                }
                cell.append(c);
            }
        }
        throw new BadData(new Complaint(file + ":" + start, "a quote opens here and is never closed"));
    }

    private boolean endsCell(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }
}
