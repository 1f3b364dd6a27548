package aprendiz.training.recipe;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import java.util.Objects;

/**
 * A version as a recipe names it: {@code namespace/name} or {@code namespace/name@revision}.
 *
 * @param revision a number, an alias, a commit, or {@code main} for the latest
 */
public record Reference(ModelName name, String revision) {

    public Reference {
        Objects.requireNonNull(name, "name");
        if (revision == null || revision.isBlank()) {
            throw Problem.invalid("Bad reference", "a revision is a number, an alias, a commit or main");
        }
    }

    public static Reference parse(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new Reference(ModelName.of(text), "main")
                : new Reference(ModelName.of(text.substring(0, at)), text.substring(at + 1));
    }

    @Override
    public String toString() {
        return revision.equals("main") ? name.toString() : name + "@" + revision;
    }
}
