package aprendiz.training.workers;

import aprendiz.model.Json;
import aprendiz.training.recipe.Pins;
import aprendiz.training.recipe.RecipeReader;
import aprendiz.training.recipe.TrainingRecipe;
import java.nio.charset.StandardCharsets;

/**
 * The right to work on a job, until its lease runs out or somebody takes it.
 *
 * @param token nobody else's: what is written to the row names it
 * @param attempt from 1
 * @param trial whether it is a trial of a search
 * @param storedRecipe as the row holds it
 * @param storedPins as the row holds them
 * @param progressRead how much of the progress file is in the database
 * @param expectedMemory how much its process is expected to take, in bytes
 * @param trouble what stopped the attempt before, or null
 */
record Claim(
        String job,
        String token,
        int attempt,
        boolean trial,
        String storedRecipe,
        String storedPins,
        long progressRead,
        long expectedMemory,
        String trouble) {

    /** @throws aprendiz.model.Problem of kind INVALID if an earlier version of this service wrote what this one refuses */
    TrainingRecipe recipe() {
        if (RecipeReader.readJson(storedRecipe) instanceof TrainingRecipe recipe) {
            return recipe;
        }
        throw new IllegalStateException("job " + job + " is a search, which no worker claims");
    }

    /** As {@link #recipe}. */
    Pins pins() {
        return Json.parse(storedPins.getBytes(StandardCharsets.UTF_8), "pins", Pins.class);
    }
}
