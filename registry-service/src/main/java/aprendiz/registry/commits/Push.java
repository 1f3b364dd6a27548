package aprendiz.registry.commits;

import java.util.List;

/**
 * A wish to add a commit to a branch.
 *
 * @param parent the commit that the branch must be at; null where any will do
 */
public record Push(String title, String description, String author, String parent, List<Change> changes) {
    public Push {
        changes = List.copyOf(changes);
    }
}
