package aprendiz.registry.catalog;

import aprendiz.model.Problem;
import java.util.regex.Pattern;

/** The ways to say which version is meant. */
public sealed interface Revision {

    /** The word for the latest version. */
    String MAIN = "main";

    record Latest() implements Revision {}

    record Numbered(int number) implements Revision {}

    /** @param prefix 7 to 40 hexadecimal digits that the commit begins with */
    record Commit(String prefix) implements Revision {}

    record Alias(String alias) implements Revision {}

    Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");
    Pattern ALIAS = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,62}");

    /** Reads a revision; {@code refs/heads/x} and {@code refs/tags/x} mean {@code x}. What cannot be one is an alias that does not exist. */
    static Revision parse(String text) {
        String word = text.startsWith("refs/heads/") || text.startsWith("refs/tags/")
                ? text.substring(text.indexOf('/', 5) + 1)
                : text;
        if (word.equals(MAIN) || word.equals("HEAD")) {
            return new Latest();
        }
        if (NUMBER.matcher(word).matches()) {
            return new Numbered(Integer.parseInt(word));
        }
        return COMMIT.matcher(word).matches() ? new Commit(word) : new Alias(word);
    }

    /** Refuses what could be taken for another kind of revision. */
    static String checkAlias(String alias) {
        if (!ALIAS.matcher(alias).matches() || !parse(alias).equals(new Alias(alias))) {
            throw Problem.invalid(
                    "Bad alias",
                    "'" + alias + "' must begin with a letter, have at most 63 letters, digits, '.', '_' or '-', and be"
                            + " neither main nor HEAD nor look like a commit");
        }
        return alias;
    }
}
