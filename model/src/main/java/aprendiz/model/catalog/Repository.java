package aprendiz.model.catalog;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A line of versions under one name.
 *
 * @param latest the highest number
 * @param aliases alias to version number
 */
public record Repository(
        RepositoryType type, ModelName name, int latest, SortedMap<String, Integer> aliases, Instant updatedAt) {
    public Repository {
        aliases = Collections.unmodifiableSortedMap(aliases == null ? new TreeMap<>() : new TreeMap<>(aliases));
    }
}
