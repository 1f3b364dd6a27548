package aprendiz.training.data;

/**
 * A text with its label.
 *
 * @param line where it stands in its file
 */
record Example(String text, String label, int line) {}
