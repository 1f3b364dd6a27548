package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import aprendiz.model.catalog.Version;
import java.nio.file.Path;

/** Where versions come from. What it refuses is an {@link aprendiz.model.Problem}; UNAVAILABLE when it is away. */
public interface Catalog {

    /** @param revision a number, an alias, a commit, or {@code main} */
    Version version(ModelName model, String revision);

    /**
     * Fetches every file of the version, verified, into {@code folder/<commit>}, whole or not at all.
     *
     * @return {@code folder/<commit>}
     */
    Path fetch(Version version, Path folder);
}
