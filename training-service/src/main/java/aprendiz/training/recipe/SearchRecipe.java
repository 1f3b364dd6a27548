package aprendiz.training.recipe;

import aprendiz.model.Json;
import aprendiz.model.Task;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Settings are looked for: trials of a recipe with other settings are measured on the validation part, and the recipe with
 * the best ones is done in full.
 *
 * @param of the recipe that is tried, and in the end done
 * @param space what to choose from, by the name of the setting, with a dot before what lies in another: {@code lora.rank}
 * @param trials how many settings are tried; fewer if there are no more
 * @param keep in halving: the best of so many go on to the next round, with so many times the epochs
 * @param metric by which trials are compared
 * @param seed of what is drawn
 */
public record SearchRecipe(
        TransferRecipe of,
        SequencedMap<String, Choices> space,
        Method method,
        int trials,
        int keep,
        Measure metric,
        long seed)
        implements Recipe {

    /** How settings are chosen. */
    public enum Method {
        /** Every combination of the values. */
        GRID,
        /** Drawn anew for each trial. */
        RANDOM,
        /** Drawn, trained for few epochs, and the best of them for more: successive halving (Jamieson and Talwalkar 2016). */
        HALVING;

        /** The word that recipes use. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int DRAWS_FOR_A_TRIAL = 20;
    private static final String SETTINGS = "settings.";

    public SearchRecipe {
        space = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(space));
    }

    /** The settings of each trial, by its number from 0: the fields of {@code space} with their values. No two are alike. */
    public List<ObjectNode> candidates() {
        return List.copyOf(method == Method.GRID ? grid() : drawn());
    }

    private Set<ObjectNode> grid() {
        List<ObjectNode> all = new ArrayList<>(List.of(Json.MAPPER.createObjectNode()));
        for (Map.Entry<String, Choices> field : space.entrySet()) {
            List<ObjectNode> longer = new ArrayList<>();
            for (ObjectNode one : all) {
                for (JsonNode value : ((Choices.Values) field.getValue()).values()) {
                    ObjectNode more = one.deepCopy();
                    more.set(field.getKey(), value);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return new LinkedHashSet<>(all);
    }

    private Set<ObjectNode> drawn() {
        Random random = new Random(seed);
        Set<ObjectNode> drawn = new LinkedHashSet<>();
        for (int draw = 0; draw < DRAWS_FOR_A_TRIAL * trials && drawn.size() < trials; draw++) {
            ObjectNode one = Json.MAPPER.createObjectNode();
            space.forEach((field, choices) -> one.set(field, choices.draw(random)));
            drawn.add(one);
        }
        return drawn;
    }

    /** The recipe with these settings in the place of its own, not yet checked. */
    public ObjectNode with(ObjectNode candidate) {
        ObjectNode recipe = of.toJson();
        candidate.properties().forEach(field -> {
            int dot = field.getKey().lastIndexOf('.');
            String place = dot < 0 ? "" : "/" + field.getKey().substring(0, dot).replace('.', '/');
            recipe.withObject("/settings" + place).set(field.getKey().substring(dot + 1), field.getValue());
        });
        return recipe;
    }

    /** Where a search says what its trials have at a path. */
    public static String place(String path) {
        return path.startsWith(SETTINGS) ? "space." + path.substring(SETTINGS.length()) : "of." + path;
    }

    /** How many rounds there are: one, unless in halving. */
    public int rounds() {
        int rounds = 1;
        if (method == Method.HALVING) {
            int left = candidates().size() / keep;
            int epochs = of.settings().epochs() / keep;
            while (left >= 1 && epochs >= 1) {
                rounds++;
                left /= keep;
                epochs /= keep;
            }
        }
        return rounds;
    }

    /** How many trials there are in a round, which counts from 0. */
    public int size(int round) {
        return candidates().size() / Math.toIntExact(Math.round(Math.pow(keep, round)));
    }

    /** What is done in a round, which counts from 0, with these settings: the recipe for as many epochs as the round has. */
    public TransferRecipe trial(ObjectNode candidate, int round) {
        ObjectNode recipe = with(candidate);
        int divisor = Math.toIntExact(Math.round(Math.pow(keep, rounds() - 1.0 - round)));
        if (divisor > 1) {
            recipe.withObject("/settings")
                    .put("epochs", Math.max(1, of.settings().epochs() / divisor));
        }
        return (TransferRecipe) RecipeReader.read(recipe);
    }

    /** What is done in full if these settings are the best. */
    public TransferRecipe best(ObjectNode candidate) {
        return (TransferRecipe) RecipeReader.read(with(candidate));
    }

    @Override
    public Technique technique() {
        return Technique.SEARCH;
    }

    @Override
    public Goal goal() {
        return of.goal();
    }

    @Override
    public Task task() {
        return of.task();
    }

    @Override
    public TrainingSettings settings() {
        return of.settings();
    }

    @Override
    public Weighing weighing() {
        return of.weighing();
    }

    @Override
    public DataSource data() {
        return of.data();
    }

    @Override
    public int lessons(int examples) {
        return of.lessons(examples);
    }

    @Override
    public List<Gate> gate() {
        return of.gate();
    }

    @Override
    public Publishing publish() {
        return of.publish();
    }

    @Override
    public ObjectNode toJson() {
        ObjectNode json =
                Json.MAPPER.createObjectNode().put("technique", technique().toString());
        json.set("of", of.toJson());
        ObjectNode choices = json.putObject("space");
        space.forEach((field, one) -> choices.set(field, one.toJson()));
        return json.put("method", method.toString())
                .put("trials", trials)
                .put("keep", keep)
                .put("metric", metric.toString())
                .put("seed", seed);
    }
}
