package aprendiz.model.catalog;

import aprendiz.model.Kind;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import java.util.List;

/**
 * Which versions to find: those for which everything that is said here holds.
 *
 * @param type models or data sets
 * @param words each begins a word of the name, the message or a tag; empty for all
 * @param namespace null for all
 * @param task null for all
 * @param kind null for all
 * @param tags all of them
 * @param base {@code namespace/name} or {@code namespace/name@number} that it comes from directly; null for all
 * @param metrics all of them
 * @param alias that holds it; null for all
 * @param latest only the latest version of each repository
 */
public record VersionQuery(
        RepositoryType type,
        String words,
        String namespace,
        Task task,
        Kind kind,
        List<String> tags,
        String base,
        List<MetricBound> metrics,
        String alias,
        boolean latest) {

    public VersionQuery {
        type = type == null ? RepositoryType.MODEL : type;
        words = words == null ? "" : words;
        tags = Tags.check(tags);
        metrics = metrics == null ? List.of() : List.copyOf(metrics);
        if (words.length() > 200 || metrics.size() > 10) {
            throw Problem.invalid("Too much to look for", "200 characters and 10 metrics are the most");
        }
    }

    /** All versions of the type. */
    public static VersionQuery all(RepositoryType type) {
        return new VersionQuery(type, "", null, null, null, List.of(), null, List.of(), null, false);
    }
}
