package aprendiz.training.data;

import aprendiz.model.Json;
import aprendiz.model.Problem.Complaint;
import aprendiz.training.data.Table.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One JSON object on each line; the columns are the fields that any of them has, and a missing field is empty. */
final class JsonLines {

    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private record Line(int number, JsonNode object) {}

    private JsonLines() {}

    static Table read(String file, String text) {
        List<Line> lines = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!line.isBlank()) {
                JsonNode object = parse(file + ":" + number, line);
                object.fieldNames().forEachRemaining(columns::add);
                lines.add(new Line(number, object));
            }
        }
        if (lines.isEmpty()) {
            throw new BadData(new Complaint(file, "is empty"));
        }
        List<Row> rows = lines.stream()
                .map(line -> new Row(
                        line.number,
                        columns.stream()
                                .map(column -> cell(line.object.path(column)))
                                .toList()))
                .toList();
        return new Table(file, List.copyOf(columns), rows);
    }

    private static JsonNode parse(String place, String line) {
        try {
            JsonNode node = READER.readTree(line);
            if (!node.isObject()) {
                throw new BadData(new Complaint(place, "must be a JSON object on one line"));
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadData(new Complaint(place, "is no JSON object: " + e.getOriginalMessage()));
        }
    }

    private static String cell(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText("");
    }
}
