package aprendiz.registry.commits;

import aprendiz.model.Kind;
import aprendiz.model.Task;
import java.time.Instant;

/**
 * A commit of a repository, without its files.
 *
 * @param oid 40 hexadecimal digits
 * @param kind of the version that it is; null where it is none, or one of a data set
 * @param task likewise
 */
public record Commit(String oid, String title, String description, String author, Instant at, Kind kind, Task task) {}
