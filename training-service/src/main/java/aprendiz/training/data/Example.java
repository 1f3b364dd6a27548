package aprendiz.training.data;

/**
 * A text with its label.
 *
 * @param line where it stands in its file
 * @param group of those that must stay in one part; a line of its own where the recipe names no column for it
 */
record Example(String text, String label, int line, String group) {}
