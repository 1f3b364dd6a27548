package aprendiz.model.catalog;

import aprendiz.model.Digest;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The data that something was measured on.
 *
 * @param name of the data set, here or elsewhere
 * @param revision number, commit or tag of its version; null where only the digest is known
 * @param digest of its version; the registry fills it in for data sets that it keeps
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TestSet(ModelName name, String revision, Digest digest) {
    public TestSet {
        if (name == null) {
            throw Problem.invalid("Bad data set", "dataset.name: say which data set it was");
        }
    }

    /** {@code namespace/name@revision}, as people write it. */
    public String label() {
        String pinned = digest == null ? "" : "@" + digest.hex().substring(0, 12);
        return name + (revision == null ? pinned : "@" + revision);
    }
}
