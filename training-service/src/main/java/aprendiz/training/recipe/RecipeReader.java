package aprendiz.training.recipe;

import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import aprendiz.model.Task;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads recipes, strictly: unknown fields, wrong types and impossible settings are refused, all in one problem. */
public final class RecipeReader {

    private static final ObjectReader JSON = Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Pattern ALIAS = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,62}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");
    private static final String TITLE = "Bad recipe";
    private static final String DEFAULT_GATE = "macro-f1 > majority";

    private RecipeReader() {}

    /** @throws Problem of kind INVALID with every complaint, each with its field's path */
    public static Recipe readJson(String text) {
        return read(JSON, text);
    }

    /** As {@link #readJson}. */
    public static Recipe readYaml(String text) {
        return read(YAML, text);
    }

    private static Recipe read(ObjectReader reader, String text) {
        JsonNode node;
        try {
            node = reader.readTree(text);
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null
                    ? "recipe"
                    : "line " + e.getLocation().getLineNr();
            String message = e.getOriginalMessage().lines().findFirst().orElse("cannot be read");
            throw Problem.invalid(TITLE, List.of(new Complaint(line, message)));
        }
        return read(node);
    }

    /** As {@link #readJson}, of what is parsed already. */
    public static Recipe read(JsonNode node) {
        if (node == null || !node.isObject()) {
            throw Problem.invalid(
                    TITLE, List.of(new Complaint("recipe", "must hold fields: technique, base, data...")));
        }
        List<Complaint> complaints = new ArrayList<>();
        Fields fields = new Fields(node, "", complaints);
        String word = fields.need("technique", "one of " + Arrays.toString(Technique.values()));
        if (word != null && Technique.of(word).isEmpty()) {
            fields.complain("technique", "'" + word + "' is not one of " + Arrays.toString(Technique.values()));
        }
        // what is not about the technique is checked even when the technique is wrong
        Recipe recipe =
                switch (word == null ? Technique.TRANSFER : Technique.of(word).orElse(Technique.TRANSFER)) {
                    case TRANSFER -> transfer(fields, complaints);
                };
        if (!complaints.isEmpty()) {
            throw Problem.invalid(TITLE, complaints);
        }
        return recipe;
    }

    private static TransferRecipe transfer(Fields fields, List<Complaint> complaints) {
        Task task = task(fields);
        Reference base = fields.parsed(
                "base",
                fields.need("base", "the model to begin with, namespace/name or namespace/name@revision"),
                Reference::parse);
        DataSource data = data(fields.object("data"), fields.has("data"));
        TrainingSettings settings = settings(fields.object("settings"), fields.whole("seed", 42L, 0L, Long.MAX_VALUE));
        List<Gate> gate = gate(fields);
        Publishing publish = publishing(fields.object("publish"), base, task);
        fields.end();
        return complaints.isEmpty() ? new TransferRecipe(task, base, data, settings, gate, publish) : null;
    }

    private static Task task(Fields fields) {
        String word = fields.text("task", Task.TEXT_CLASSIFICATION.toString());
        if (word != null && !word.equals(Task.TEXT_CLASSIFICATION.toString())) {
            fields.complain("task", "'" + word + "' cannot be trained; there is text-classification");
        }
        return Task.TEXT_CLASSIFICATION;
    }

    private static DataSource data(Fields fields, boolean given) {
        ModelName name = fields.parsed(
                "dataset", fields.need("dataset", "the data set to learn from, namespace/name"), ModelName::of);
        String revision = fields.text("revision", "main");
        String file = path(fields, "file", fields.need("file", "the file of the data set with the examples"));
        List<String> text = fields.texts("text");
        if (text.isEmpty() && given && !fields.has("text")) {
            fields.complain(fields.at("text"), "is missing: the column with the text, or a list of columns");
        } else if (new HashSet<>(text).size() < text.size()) {
            fields.complain(fields.at("text"), "names a column twice");
        }
        String label = fields.need("label", "the column with the label");
        if (label != null && text.contains(label)) {
            fields.complain(
                    fields.at("label"), "'" + label + "' is a column of the text too: the answer would be given away");
        }
        List<Double> bins = fields.rising("label_bins");
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
                        testFile);
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

    private static TrainingSettings settings(Fields fields, long seed) {
        TrainingSettings settings = new TrainingSettings(
                fields.whole("epochs", 4, 1, 1000),
                fields.whole("batch_size", 16, 1, 1024),
                fields.whole("max_length", 128, 8, 4096),
                fields.number("learning_rate", 5e-5, 0, false, 1),
                fields.number("head_learning_rate", 1e-3, 0, false, 1),
                fields.number("weight_decay", 0.01, 0, true, 1),
                fields.number("warmup_ratio", 0.1, 0, true, 1),
                fields.number("max_grad_norm", 1, 0, false, 1000),
                fields.whole("frozen_layers", -1, -1, 1000),
                fields.whole("evaluations_per_epoch", 2, 1, 100),
                seed);
        fields.end();
        return settings;
    }

    private static List<Gate> gate(Fields fields) {
        List<String> texts = fields.texts("gate");
        if (!fields.has("gate")) {
            return List.of(Gate.parse(DEFAULT_GATE));
        }
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            gates.add(fields.parsed("gate[" + i + "]", texts.get(i), Gate::parse));
        }
        return gates.stream().filter(Objects::nonNull).toList();
    }

    private static Publishing publishing(Fields fields, Reference base, Task task) {
        String fallback = base == null ? null : base.name() + "-finetuned-" + task;
        ModelName name = fields.parsed("name", fields.text("name", fallback), ModelName::of);
        String alias = fields.isNull("alias") ? null : fields.text("alias", Publishing.DEFAULT_ALIAS);
        fields.text("alias", null);
        if (alias != null
                && (!ALIAS.matcher(alias).matches() || COMMIT.matcher(alias).matches() || alias.equals("main"))) {
            fields.complain(
                    fields.at("alias"),
                    "'" + alias + "' must begin with a letter, have at most 63 letters, digits, '.', '_' or '-', and be"
                            + " neither main nor like a commit");
        }
        fields.end();
        return new Publishing(name, alias);
    }
}
