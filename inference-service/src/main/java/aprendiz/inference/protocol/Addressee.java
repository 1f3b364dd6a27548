package aprendiz.inference.protocol;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import java.util.regex.Pattern;

/**
 * Which model a request is for.
 *
 * @param revision an alias, a number or a commit
 */
public record Addressee(ModelName model, String revision) {

    /** What answers where no revision is named. */
    public static final String USUAL = "champion";

    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final String SLASH = "--";

    public Addressee {
        if (!REVISION.matcher(revision).matches()) {
            throw Problem.notFound("Unknown revision", Problem.quoted(revision) + " is no alias, number or commit");
        }
    }

    /**
     * Reads {@code namespace/name}, or {@code namespace--name} where a slash would be in the way; perhaps with {@code
     * @revision} behind it.
     */
    public static Addressee of(String text) {
        int at = text.indexOf('@');
        return at < 0 ? of(text, USUAL) : of(text.substring(0, at), text.substring(at + 1));
    }

    /** The same with the revision apart; the usual one if it is missing or empty. */
    public static Addressee of(String model, String revision) {
        String name = model.indexOf('/') < 0 ? model.replaceFirst(SLASH, "/") : model;
        return new Addressee(ModelName.of(name), revision == null || revision.isEmpty() ? USUAL : revision);
    }

    /** As short as it can be said: without the usual revision. */
    public static String label(ModelName model, String revision) {
        return revision.equals(USUAL) ? model.toString() : model + "@" + revision;
    }

    @Override
    public String toString() {
        return label(model, revision);
    }
}
