package aprendiz.registry.retention;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.VersionRow;
import jakarta.persistence.LockModeType;

/**
 * Names one version, deleted or not. Publishing, moving an alias and deleting lock its repository's row, so that they come
 * one after the other.
 */
record Place(RepositoryType type, ModelName name, int number) {

    String label() {
        return name + "@" + number;
    }

    /** The version, which is not deleted and will not be before the transaction ends. */
    VersionRow locked() {
        VersionRow version = lockedAnyway();
        if (version.deletedAt != null) {
            throw Problem.notFound(
                    "Version deleted",
                    label() + " was deleted at " + version.deletedAt + " by " + version.deletedBy + ": "
                            + version.deletedFor);
        }
        return version;
    }

    /** The same, also if it is deleted. */
    VersionRow lockedAnyway() {
        RepositoryRow repository = RepositoryRow.<RepositoryRow>find(
                        "type = ?1 and namespace = ?2 and name = ?3", type.toString(), name.namespace(), name.name())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(
                        () -> Problem.notFound("No such repository", "there is no " + type + " " + name + " here"));
        return VersionRow.<VersionRow>find("repository = ?1 and number = ?2", repository, number)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> Problem.notFound("No such version", "there is no version " + label()));
    }
}
