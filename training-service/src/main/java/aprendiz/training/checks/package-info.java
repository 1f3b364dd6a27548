/** Checks a recipe against the registry and the data before anything starts, and says what it would do. */
package aprendiz.training.checks;
