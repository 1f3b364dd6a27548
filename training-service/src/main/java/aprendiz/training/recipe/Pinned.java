package aprendiz.training.recipe;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Relation;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;

/** The version that a revision meant when the recipe was checked. A job uses this one, whatever moves later. */
public record Pinned(RepositoryType type, ModelName name, int version, String commit, Digest digest) {

    public static Pinned of(Version version) {
        return new Pinned(version.type(), version.name(), version.number(), version.commit(), version.digest());
    }

    public Parent as(Relation relation) {
        return new Parent(relation, type, name, version, digest);
    }

    /** {@code namespace/name@number}. */
    public String label() {
        return name + "@" + version;
    }
}
