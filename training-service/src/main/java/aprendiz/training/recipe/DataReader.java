package aprendiz.training.recipe;

import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads and writes the {@code data} of a recipe, as far as its goal needs it. */
final class DataReader {

    private DataReader() {}

    /** @param given whether the recipe has the object at all */
    static DataSource read(Fields fields, boolean given, Goal goal) {
        ModelName name = fields.parsed(
                "dataset", fields.need("dataset", "the data set to learn from, namespace/name"), ModelName::of);
        String revision = fields.text("revision", "main");
        String file = path(fields, "file", fields.need("file", "the file of the data set with the examples"));
        List<String> text = text(fields, given, goal);
        String label = label(fields, goal);
        if (label != null && text.contains(label)) {
            fields.complain(
                    fields.at("label"), "'" + label + "' is a column of the text too: the answer would be given away");
        }
        List<Double> bins = goal == Goal.TEXT_CLASSIFICATION ? fields.rising("label_bins") : List.of();
        String group = switch (goal) {
            case TEXT_CLASSIFICATION, MULTI_LABEL, REGRESSION, FILL_MASK, EMBEDDINGS -> fields.text("group", null);
            case TOKEN_CLASSIFICATION, QUESTION_ANSWERING -> null;
        };
        String validationFile = path(fields, "validation_file", fields.text("validation_file", null));
        String testFile = path(fields, "test_file", fields.text("test_file", null));
        double validation = part(fields, "validation", DataSource.DEFAULT_VALIDATION, validationFile);
        double test = part(fields, "test", DataSource.DEFAULT_TEST, testFile);
        List<String> files = Stream.of(file, validationFile, testFile)
                .filter(Objects::nonNull)
                .toList();
        if (new HashSet<>(files).size() < files.size()) {
            fields.complain(fields.at("file"), "training, validation and test must be different files");
        }
        fields.end();
        return name == null || revision == null
                ? null
                : new DataSource(
                        new Reference(name, revision),
                        file,
                        text,
                        label,
                        bins,
                        validation,
                        test,
                        validationFile,
                        testFile,
                        group);
    }

    private static List<String> text(Fields fields, boolean given, Goal goal) {
        return switch (goal) {
            case TEXT_CLASSIFICATION, MULTI_LABEL, REGRESSION, FILL_MASK -> {
                List<String> text = fields.texts("text");
                if (text.isEmpty() && given && !fields.has("text")) {
                    fields.complain(fields.at("text"), "is missing: the column with the text, or a list of columns");
                } else if (new HashSet<>(text).size() < text.size()) {
                    fields.complain(fields.at("text"), "names a column twice");
                }
                yield text;
            }
            case EMBEDDINGS -> {
                List<String> text = fields.texts("text");
                if (new HashSet<>(text).size() != 2) {
                    fields.complain(fields.at("text"), "must name two columns: the texts that belong together");
                }
                yield text;
            }
            case TOKEN_CLASSIFICATION -> {
                String words = fields.text("text", "tokens");
                yield words == null ? List.of() : List.of(words);
            }
            case QUESTION_ANSWERING -> List.of();
        };
    }

    private static String label(Fields fields, Goal goal) {
        return switch (goal) {
            case TEXT_CLASSIFICATION -> fields.need("label", "the column with the label");
            case MULTI_LABEL -> fields.need("label", "the column with the labels, commas between them");
            case REGRESSION -> fields.need("label", "the column with the number");
            case TOKEN_CLASSIFICATION -> fields.text("label", "tags");
            case EMBEDDINGS -> fields.text("label", null);
            case QUESTION_ANSWERING, FILL_MASK -> null;
        };
    }

    private static String path(Fields fields, String name, String path) {
        return fields.parsed(name, path, FileEntry::checkPath);
    }

    private static double part(Fields fields, String name, double fallback, String file) {
        double part = fields.number(name, file == null ? fallback : 0, 0, file != null, 0.5);
        if (file != null && fields.has(name)) {
            fields.complain(fields.at(name), "give either " + name + " or " + name + "_file");
        }
        return part;
    }

    /** Writes what {@link #read} reads back to an equal one. */
    static void write(DataSource data, Goal goal, ObjectNode node) {
        node.put("dataset", data.dataset().name().toString())
                .put("revision", data.dataset().revision())
                .put("file", data.file());
        switch (goal) {
            case TEXT_CLASSIFICATION, MULTI_LABEL, REGRESSION, FILL_MASK, EMBEDDINGS -> {
                ArrayNode columns = node.putArray("text");
                data.text().forEach(columns::add);
                if (data.label() != null) {
                    node.put("label", data.label());
                }
            }
            case TOKEN_CLASSIFICATION ->
                node.put("text", data.text().getFirst()).put("label", data.label());
            case QUESTION_ANSWERING -> {}
        }
        if (!data.bins().isEmpty()) {
            ArrayNode bins = node.putArray("label_bins");
            data.bins().forEach(bins::add);
        }
        if (data.group() != null) {
            node.put("group", data.group());
        }
        if (data.validationFile() == null) {
            node.put("validation", data.validation());
        } else {
            node.put("validation_file", data.validationFile());
        }
        if (data.testFile() == null) {
            node.put("test", data.test());
        } else {
            node.put("test_file", data.testFile());
        }
    }
}
