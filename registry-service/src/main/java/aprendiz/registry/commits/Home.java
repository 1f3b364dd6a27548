package aprendiz.registry.commits;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.registry.catalog.RepositoryRow;
import java.time.Instant;

/**
 * A repository that is there, with or without versions.
 *
 * @param id in the database
 * @param closed hidden from callers without a token that may read it
 */
public record Home(long id, RepositoryType type, ModelName name, boolean closed, Instant createdAt) {
    static Home of(RepositoryRow row) {
        return new Home(row.id, row.type(), row.modelName(), row.closed, row.createdAt);
    }
}
