package aprendiz.training.recipe;

/** What a job learns from. */
public record Pins(Pinned base, Pinned data) {}
