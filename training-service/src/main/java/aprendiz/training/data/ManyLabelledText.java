package aprendiz.training.data;

import aprendiz.model.Json;
import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.DataSource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * A text with any number of labels.
 *
 * @param group of those that stay in one part
 */
public record ManyLabelledText(String text, List<String> labels, String group) {

    public ManyLabelledText {
        labels = List.copyOf(labels);
    }

    /**
     * Reads and parts texts whose cell of labels holds them with commas between, or as a JSON list.
     *
     * @throws BadData with every complaint, also of labels that the training part never shows
     */
    public static Parted<ManyLabelledText> read(DataSource source, long seed, Path folder) {
        Parted<ManyLabelledText> parts = Parted.read(
                source,
                seed,
                file -> Examples.read(folder, file, source, false).stream()
                        .map(one -> new ManyLabelledText(one.text(), labels(one.label()), one.group()))
                        .toList(),
                ManyLabelledText::group);
        List<String> known = labels(parts);
        TreeSet<String> unknown = new TreeSet<>();
        parts.validation().forEach(one -> unknown.addAll(one.labels()));
        parts.test().forEach(one -> unknown.addAll(one.labels()));
        known.forEach(unknown::remove);
        if (known.size() < 2 || !unknown.isEmpty()) {
            throw new BadData(new Complaint(
                    "data.label",
                    known.size() < 2
                            ? "the training part has the labels " + known + "; it needs two or more"
                            : "labels that the training part never shows: " + unknown));
        }
        return parts;
    }

    /** The labels of the training part, in the order of the logits. */
    public static List<String> labels(Parted<ManyLabelledText> parts) {
        TreeSet<String> labels = new TreeSet<>();
        parts.train().forEach(one -> labels.addAll(one.labels()));
        return List.copyOf(labels);
    }

    private static List<String> labels(String cell) {
        List<String> labels = new ArrayList<>();
        if (cell.startsWith("[")) {
            try {
                JsonNode list = Json.MAPPER.readTree(cell);
                list.forEach(one -> labels.add(one.asText().strip()));
            } catch (JsonProcessingException e) {
                labels.addAll(List.of(cell.split(",", -1)));
            }
        } else {
            labels.addAll(List.of(cell.split(",", -1)));
        }
        return Arrays.stream(labels.toArray(String[]::new))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }
}
