package aprendiz.training.workers;

import aprendiz.training.recipe.Pins;
import aprendiz.training.recipe.Recipe;

/**
 * The right to work on a job, until its lease runs out or somebody takes it.
 *
 * @param token nobody else's: what is written to the row names it
 * @param attempt from 1
 * @param progressRead how much of the progress file is in the database
 * @param trouble what stopped the attempt before, or null
 */
record Claim(String job, String token, int attempt, Recipe recipe, Pins pins, long progressRead, String trouble) {}
