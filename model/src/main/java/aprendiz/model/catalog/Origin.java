package aprendiz.model.catalog;

import aprendiz.model.Parent;
import aprendiz.model.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Where a version was before it came here.
 *
 * @param source in the words of who asked for it: {@code hf:owner/name@main}, {@code zip:owner/name@3}
 * @param hub the address of the hub; null for an archive
 * @param commit that it had there; null where it had none
 * @param verified what its files were compared with: {@code sha256}, {@code git-oid}, or both; empty where nothing said
 *     what they should be
 * @param elsewhere parents that it names and that are not here, digests pinned
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Origin(String source, String hub, String commit, List<String> verified, List<Parent> elsewhere) {
    public Origin {
        if (source == null || source.isBlank()) {
            throw Problem.invalid("Bad origin", "origin: source must be given");
        }
        verified = verified == null ? List.of() : List.copyOf(verified);
        elsewhere = elsewhere == null ? List.of() : List.copyOf(elsewhere);
    }

    /** The same, whose parents of that name are not here. */
    public Origin withElsewhere(List<Parent> parents) {
        return new Origin(source, hub, commit, verified, parents);
    }
}
