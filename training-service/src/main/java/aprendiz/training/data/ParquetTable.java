package aprendiz.training.data;

import aprendiz.model.Json;
import aprendiz.model.Problem.Complaint;
import aprendiz.training.data.Table.Row;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parquet: texts, numbers and truth values as they would stand in a CSV file, nothing as an empty cell, lists as JSON. A row
 * is named by its number, from 1.
 */
final class ParquetTable {

    /** A small file may hold very much; this is as much as a text file that may be read, many times over. */
    private static final long MOST_CHARACTERS = 1L << 28;

    private final String file;
    private final List<Row> rows = new ArrayList<>();
    private long characters;

    private ParquetTable(String file) {
        this.file = file;
    }

    /** @throws BadData if it is none, or a column holds something else */
    static Table read(Path folder, String file) {
        return new ParquetTable(file).read(folder.resolve(file));
    }

    private Table read(Path path) {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(path));
                RowReader cursor = reader.rowReader()) {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < cursor.getFieldCount(); i++) {
                columns.add(cursor.getFieldName(i));
            }
            while (cursor.hasNext()) {
                cursor.next();
                List<String> cells = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    cells.add(cell(columns.get(i), cursor.getValue(i)));
                }
                add(cells);
            }
            return new Table(file, Table.checkColumns(file, columns), rows);
        } catch (BadData bad) {
            throw bad;
        } catch (IOException | RuntimeException e) {
            throw new BadData(new Complaint(file, "is no Parquet file that can be read: " + innermost(e)));
        }
    }

    /** Threads of the reader wrap what they meet. */
    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private void add(List<String> cells) {
        rows.add(new Row(rows.size() + 1, cells));
        characters += cells.stream().mapToLong(String::length).sum();
        if (characters > MOST_CHARACTERS) {
            throw new BadData(new Complaint(file, "holds more than " + MOST_CHARACTERS + " characters"));
        }
    }

    private String cell(String column, Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case PqList list -> {
                ArrayNode array = Json.MAPPER.createArrayNode();
                list.values().forEach(one -> array.add(cell(column, one)));
                yield array.toString();
            }
            default ->
                throw new BadData(new Complaint(
                        file,
                        "the column '" + column + "' holds neither texts, numbers, truth values nor lists of them"));
        };
    }
}
