package aprendiz.model;

import java.util.Objects;

/**
 * A lineage edge: what a version came from, pinned by digest.
 *
 * @param relation what the two have to do with each other
 * @param type whether the parent is a model or a data set
 * @param name the parent's name
 * @param version the parent's number
 * @param digest the parent's version digest, see {@link aprendiz.model.catalog.Version#digest()}
 */
public record Parent(Relation relation, RepositoryType type, ModelName name, int version, Digest digest) {
    public Parent {
        Objects.requireNonNull(relation, "relation");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(digest, "digest");
        if (version < 1) {
            throw Problem.invalid("Bad parent", name + ": versions count from 1, not " + version);
        }
    }
}
