package aprendiz.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a repository, {@code namespace/name}: a model or a data set, by the Hugging Face Hub's rules for names.
 *
 * @param namespace who it belongs to
 * @param name what it is called there
 */
public record ModelName(String namespace, String name) implements Comparable<ModelName> {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?");

    /** First path segments that mean something else to a Hub. */
    private static final Set<String> RESERVED = Set.of(
            "api",
            "v1",
            "v2",
            "q",
            "datasets",
            "spaces",
            "models",
            "resolve",
            "raw",
            "docs",
            "settings",
            "login",
            "health",
            "metrics");

    public ModelName {
        check("namespace", namespace);
        check("name", name);
        if (RESERVED.contains(namespace.toLowerCase(Locale.ROOT))) {
            throw Problem.invalid("Bad name", "the namespace '" + namespace + "' is reserved: choose another");
        }
    }

    /** Reads {@code namespace/name}. */
    @JsonCreator
    public static ModelName of(String text) {
        int slash = text == null ? -1 : text.indexOf('/');
        if (slash < 0 || slash != text.lastIndexOf('/')) {
            throw Problem.invalid("Bad name", Problem.quoted(text) + " is not a name: write it as namespace/name");
        }
        return new ModelName(text.substring(0, slash), text.substring(slash + 1));
    }

    private static void check(String part, String value) {
        if (value == null
                || !PART.matcher(value).matches()
                || value.contains("--")
                || value.contains("..")
                || value.endsWith(".git")) {
            throw Problem.invalid(
                    "Bad name",
                    "the " + part + " " + Problem.quoted(value)
                            + " must be 1 to 96 letters, digits, '.', '_' or '-', begin and end"
                            + " with a letter, digit or '_', and hold no '--' or '..'");
        }
    }

    @Override
    public int compareTo(ModelName other) {
        return toString().compareTo(other.toString());
    }

    @JsonValue
    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
