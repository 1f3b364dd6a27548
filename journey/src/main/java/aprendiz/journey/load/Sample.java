package aprendiz.journey.load;

/** A text to ask about, and how many tokens it has, the special ones included. */
public record Sample(String text, int tokens) {}
