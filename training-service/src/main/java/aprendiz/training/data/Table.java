package aprendiz.training.data;

import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a file holds: rows of cells under named columns.
 *
 * @param file its path in the data set, for messages
 */
record Table(String file, List<String> columns, List<Row> rows) {

    /**
     * One row.
     *
     * @param line where it begins, from 1
     * @param cells one for each column
     */
    record Row(int line, List<String> cells) {}

    /**
     * Reads a file by the ending of its name: {@code .csv} (RFC 4180), {@code .tsv} (tab, no quoting), {@code .jsonl},
     * {@code .parquet}, {@code .txt} (each line that is not blank is a row of the column {@code text}).
     *
     * @throws BadData with what is wrong and where
     */
    static Table read(Path folder, String file) {
        return switch (ending(file)) {
            case "csv" -> DelimitedText.csv(file, text(folder, file));
            case "tsv" -> DelimitedText.tsv(file, text(folder, file));
            case "jsonl", "ndjson" -> JsonLines.read(file, text(folder, file));
            case "parquet" -> ParquetTable.read(folder, file);
            case "txt" -> lines(file, text(folder, file));
            default ->
                throw new BadData(new Complaint(
                        file,
                        "is in no format that can be read: name it .csv, .tsv, .jsonl, .parquet or .txt after"
                                + " what it holds"));
        };
    }

    /** What a file's name ends with behind its last dot, in small letters. */
    static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static Table lines(String file, String text) {
        List<Row> rows = new ArrayList<>();
        int line = 0;
        for (String one : (Iterable<String>) text.lines()::iterator) {
            line++;
            if (!one.isBlank()) {
                rows.add(new Row(line, List.of(one)));
            }
        }
        return new Table(file, List.of("text"), rows);
    }

    /**
     * The whole file.
     *
     * @throws BadData that names the line which is no UTF-8
     */
    static String text(Path folder, String file) {
        try {
            return Utf8.decode(file, Files.readAllBytes(folder.resolve(file)));
        } catch (IOException e) {
            throw Problem.unavailable("Data away", "cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** @throws BadData if it has no header or names a column twice or not at all */
    static List<String> checkColumns(String file, List<String> columns) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isBlank()) {
                throw new BadData(new Complaint(file + ":1", "column " + (i + 1) + " of the header has no name"));
            }
            Integer before = seen.put(columns.get(i), i);
            if (before != null) {
                throw new BadData(
                        new Complaint(file + ":1", "the header names the column '" + columns.get(i) + "' twice"));
            }
        }
        return columns;
    }
}
