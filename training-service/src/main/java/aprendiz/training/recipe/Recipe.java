package aprendiz.training.recipe;

import aprendiz.model.Task;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a user asks for: a technique with everything that it needs. A record for each technique. */
public sealed interface Recipe permits TransferRecipe {

    Technique technique();

    Task task();

    DataSource data();

    /** Every one must be passed before the alias moves. */
    List<Gate> gate();

    Publishing publish();

    /** Of every random choice. */
    long seed();

    /** The recipe with every default written out; {@link RecipeReader} reads it back to an equal one. */
    ObjectNode toJson();
}
