package aprendiz.training.data;

import aprendiz.model.Json;
import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.DataSource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Sentences with a tag for each word, out of CoNLL columns (a word a line, blanks or tabs between columns, an empty line
 * behind a sentence), or JSON lines or Parquet with a list of words and a list of tags.
 */
public final class Sentences {

    /** The name of the first column, and of the last, where a file has columns without names. */
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final String DOCUMENT = "-DOCSTART-";
    private static final int MOST_COMPLAINTS = 5;

    private final String file;
    private final DataSource source;
    private final List<Complaint> complaints = new ArrayList<>();
    private final List<Sentence> sentences = new ArrayList<>();

    private Sentences(String file, DataSource source) {
        this.file = file;
        this.source = source;
    }

    /** @throws BadData with every complaint of all files, also if only validation or test know a tag */
    public static Parted<Sentence> read(DataSource source, long seed, Path folder) {
        Parted<Sentence> parts =
                Parted.read(source, seed, file -> new Sentences(file, source).read(folder), sentence -> sentence);
        TreeSet<String> known = new TreeSet<>();
        parts.train().forEach(one -> known.addAll(one.tags()));
        if (known.size() < 2) {
            throw new BadData(new Complaint("data.label", "every word has the tag " + known + "; check the column"));
        }
        return parts;
    }

    private List<Sentence> read(Path folder) {
        switch (Table.ending(file)) {
            case "jsonl", "ndjson" -> readJson(Table.text(folder, file));
            case "parquet" -> readTable(ParquetTable.read(folder, file));
            default -> readColumns(Table.text(folder, file));
        }
        if (sentences.isEmpty() && complaints.isEmpty()) {
            complain(1, "there is no sentence in it");
        }
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
        return sentences;
    }

    private void readColumns(String text) {
        List<String> words = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) (text + "\n\n").lines()::iterator) {
            number++;
            if (line.isBlank() || line.startsWith(DOCUMENT)) {
                add(words, tags, number - words.size());
                words.clear();
                tags.clear();
                continue;
            }
            String[] cells = BLANKS.split(line.strip(), -1);
            if (cells.length < 2) {
                complain(number, "a word without a tag: '" + line.strip() + "'");
                continue;
            }
            words.add(cells[column(cells.length, source.text().getFirst(), 0)]);
            tags.add(cells[column(cells.length, source.label(), cells.length - 1)]);
        }
    }

    /** A column by its number, from 1, or the usual one. */
    private int column(int cells, String name, int usual) {
        if (!name.matches("[0-9]{1,3}")) {
            return usual;
        }
        int column = Integer.parseInt(name) - 1;
        return column >= 0 && column < cells ? column : usual;
    }

    private void readTable(Table table) {
        int words = Examples.column(table, source.text().getFirst(), "data.text", complaints);
        int tags = Examples.column(table, source.label(), "data.label", complaints);
        if (!complaints.isEmpty()) {
            return;
        }
        for (Table.Row row : table.rows()) {
            addLists(list(row.cells().get(words)), list(row.cells().get(tags)), row.line());
        }
    }

    /** What a cell holds as JSON; missing if it is no list. */
    private static JsonNode list(String cell) {
        try {
            return Json.MAPPER.readTree(cell);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private void readJson(String text) {
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode object = Json.MAPPER.readTree(line);
                addLists(object.path(source.text().getFirst()), object.path(source.label()), number);
            } catch (JsonProcessingException e) {
                complain(number, "is no JSON object: " + e.getOriginalMessage());
            }
        }
    }

    private void addLists(JsonNode words, JsonNode tags, int line) {
        if (words.isArray() && tags.isArray()) {
            add(texts(words), texts(tags), line);
        } else {
            complain(line, "needs lists in the fields '" + source.text().getFirst() + "' and '" + source.label() + "'");
        }
    }

    private void add(List<String> words, List<String> tags, int line) {
        if (words.size() != tags.size()) {
            complain(line, words.size() + " words and " + tags.size() + " tags");
        } else if (words.stream().anyMatch(String::isBlank) || tags.stream().anyMatch(String::isBlank)) {
            complain(line, "a word or a tag is empty");
        } else if (!words.isEmpty()) {
            sentences.add(new Sentence(words, tags, line));
        }
    }

    private void complain(int line, String message) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(new Complaint(file + ":" + line, message));
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
