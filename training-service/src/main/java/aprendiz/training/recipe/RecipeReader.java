package aprendiz.training.recipe;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.Problem.Complaint;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

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
                    case DISTILLATION -> DistillationReader.read(fields, complaints);
                    case SEARCH -> SearchReader.read(fields, complaints);
                };
        if (!complaints.isEmpty()) {
            throw Problem.invalid(TITLE, complaints);
        }
        return recipe;
    }

    static TransferRecipe transfer(Fields fields, List<Complaint> complaints) {
        Goal goal = goal(fields);
        Reference base = fields.parsed(
                "base",
                fields.need("base", "the model to begin with, namespace/name or namespace/name@revision"),
                Reference::parse);
        DataSource data = DataReader.read(fields.object("data"), fields.has("data"), goal);
        Optional<FewShot> fewShot = fewShot(fields, goal);
        SettingsReader.Read settings = settings(fields, goal, fewShot.isPresent() ? Usual.FEW_SHOT : Usual.WHOLE);
        if (fewShot.isPresent() && settings.weighing().smoothing() > 0) {
            fields.complain(
                    fields.at("settings.label_smoothing"), "cannot go with few_shot, which learns no labels by steps");
        }
        boolean fromScratch = fields.flag("from_scratch", true);
        boolean labelled = data != null && data.label() != null;
        List<Gate> gate = gate(fields, goal, data, goal.baselines(fromScratch), goal.usualGate(labelled));
        String name = base == null ? null : base.name() + "-finetuned-" + goal;
        Publishing publish = publishing(fields.object("publish"), name);
        fields.end();
        return complaints.isEmpty()
                ? new TransferRecipe(
                        goal, base, data, settings.settings(), settings.weighing(), fromScratch, fewShot, gate, publish)
                : null;
    }

    private static Optional<FewShot> fewShot(Fields fields, Goal goal) {
        boolean wanted = fields.has("few_shot");
        Fields few = fields.object("few_shot");
        int pairs = few.whole("pairs", 20, 1, 1000);
        few.end();
        if (wanted && goal != Goal.TEXT_CLASSIFICATION) {
            fields.complain(fields.at("few_shot"), "goes with the task " + Goal.TEXT_CLASSIFICATION + " only");
        }
        return wanted ? Optional.of(new FewShot(pairs)) : Optional.empty();
    }

    static SettingsReader.Read settings(Fields fields, Goal goal) {
        return settings(fields, goal, Usual.WHOLE);
    }

    private static SettingsReader.Read settings(Fields fields, Goal goal, Usual usual) {
        long seed = fields.whole("seed", 42L, 0L, Long.MAX_VALUE);
        return SettingsReader.read(fields.object("settings"), seed, goal, usual);
    }

    private static Goal goal(Fields fields) {
        String word = fields.text("task", Goal.TEXT_CLASSIFICATION.toString());
        Optional<Goal> goal = word == null ? Optional.empty() : Goal.of(word);
        if (word != null && goal.isEmpty()) {
            fields.complain("task", "'" + word + "' cannot be trained; there are " + Arrays.toString(Goal.values()));
        }
        return goal.orElse(Goal.TEXT_CLASSIFICATION);
    }

    /** @param usual the gate where the recipe has none */
    static List<Gate> gate(Fields fields, Goal goal, DataSource data, List<Baseline> baselines, String usual) {
        boolean labelled = data != null && data.label() != null;
        List<String> texts = fields.texts("gate");
        if (!fields.has("gate")) {
            texts = List.of(usual);
        }
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Gate gate = fields.parsed("gate[" + i + "]", texts.get(i), Gate::parse);
            if (gate != null && !goal.measures(labelled).contains(gate.measure())) {
                fields.complain(
                        "gate[" + i + "]",
                        gate.measure() + " is not measured in " + goal + " here; there are " + goal.measures(labelled));
            }
            if (gate != null && gate.bar() instanceof Gate.Bar.Of(Baseline against) && !baselines.contains(against)) {
                fields.complain("gate[" + i + "]", "there is no " + against + " here; there are " + baselines);
            }
            gates.add(gate);
        }
        return gates.stream().filter(Objects::nonNull).toList();
    }

    /** @param fallback the name that the model gets where the recipe names none; null if it is not known */
    static Publishing publishing(Fields fields, String fallback) {
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
