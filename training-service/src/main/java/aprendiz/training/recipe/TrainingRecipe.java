package aprendiz.training.recipe;

/** A recipe that one process follows from the data to a version. */
public sealed interface TrainingRecipe extends Recipe permits TransferRecipe, DistillationRecipe {}
