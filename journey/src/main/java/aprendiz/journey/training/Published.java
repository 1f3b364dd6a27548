package aprendiz.journey.training;

import aprendiz.journey.training.Exam.Preparation;
import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The forms in which data sets were published, turned into those that recipes read. */
final class Published {

    /** Files that are good as they are, under names that say what they hold: {@code from} to {@code to}. */
    static Preparation asTheyAre(Map<String, String> names) {
        Map<String, String> ordered = new LinkedHashMap<>(names);
        return (published, folder) -> {
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> name : ordered.entrySet()) {
                Path file = folder.resolve(name.getValue());
                Files.copy(published.resolve(name.getKey()), file, StandardCopyOption.REPLACE_EXISTING);
                files.add(file);
            }
            return files;
        };
    }

    /** Lines of a label, a separator and a text. */
    static Preparation labelledLines(String separator, Charset charset, Map<String, String> names) {
        Map<String, String> ordered = new LinkedHashMap<>(names);
        return (published, folder) -> {
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> name : ordered.entrySet()) {
                List<String> rows = new ArrayList<>();
                for (String line : Files.readAllLines(published.resolve(name.getKey()), charset)) {
                    int end = line.indexOf(separator);
                    rows.add(row(line.substring(end + separator.length()), line.substring(0, end)));
                }
                files.add(write(folder.resolve(name.getValue()), rows));
            }
            return files;
        };
    }

    /** A JSON map from a part's name to pairs of text and label. */
    static Preparation pairsByPart(String file, Set<String> parts) {
        return (published, folder) -> {
            JsonNode all = Json.MAPPER.readTree(published.resolve(file).toFile());
            List<Path> files = new ArrayList<>();
            for (String part : parts) {
                List<String> rows = new ArrayList<>();
                for (JsonNode pair : all.path(part)) {
                    rows.add(row(pair.path(0).asText(), pair.path(1).asText()));
                }
                files.add(write(folder.resolve(part + ".jsonl"), rows));
            }
            return files;
        };
    }

    private static String row(String text, String label) {
        return Json.MAPPER
                .createObjectNode()
                .put("text", text.strip())
                .put("label", label)
                .toString();
    }

    private static Path write(Path file, List<String> rows) throws IOException {
        return Files.write(file, rows, StandardCharsets.UTF_8);
    }

    private Published() {}
}
