package aprendiz.training.recipe;

import aprendiz.model.Task;
import aprendiz.transformers.training.TrainingSettings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a user asks for: a technique with everything that it needs. A record for each technique. */
public sealed interface Recipe permits TrainingRecipe, SearchRecipe {

    Technique technique();

    /** What is learned. */
    Goal goal();

    /** What the version's users ask it. */
    Task task();

    /** How the network is trained. */
    TrainingSettings settings();

    /** How labels count. */
    Weighing weighing();

    DataSource data();

    /** How many examples an epoch has, where the training part has so many. */
    default int lessons(int examples) {
        return examples;
    }

    /** Every one must be passed before the alias moves. */
    List<Gate> gate();

    Publishing publish();

    /** Of every random choice. */
    long seed();

    /** Writes what all recipes end with. */
    static void writeEnd(Recipe recipe, ObjectNode json) {
        ArrayNode gates = json.putArray("gate");
        recipe.gate().forEach(one -> gates.add(one.toString()));
        json.putObject("publish")
                .put("name", recipe.publish().name().toString())
                .put("alias", recipe.publish().alias());
        json.put("seed", recipe.seed());
    }

    /** The recipe with every default written out; {@link RecipeReader} reads it back to an equal one. */
    ObjectNode toJson();
}
