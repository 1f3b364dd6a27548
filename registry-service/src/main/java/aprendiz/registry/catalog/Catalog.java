package aprendiz.registry.catalog;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Json;
import aprendiz.model.Kind;
import aprendiz.model.ModelName;
import aprendiz.model.Parent;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.Task;
import aprendiz.model.catalog.Origin;
import aprendiz.model.catalog.Repository;
import aprendiz.model.catalog.Signature;
import aprendiz.model.catalog.Version;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What there is. Reading only. */
@ApplicationScoped
@Transactional
public class Catalog {

    public Optional<Repository> repository(RepositoryType type, ModelName name) {
        return find(type, name)
                .map(row -> repository(
                        row, AliasRow.list("from AliasRow a join fetch a.version where a.repository = ?1", row)));
    }

    /** The versions with numbers under one, the newest first, at most so many; nothing if there is no such repository. */
    public Optional<List<Version>> versions(RepositoryType type, ModelName name, int before, int count) {
        return find(type, name)
                .map(row -> withParts(VersionRow.<VersionRow>find(
                                "repository = ?1 and number < ?2 and deletedAt is null order by number desc",
                                row,
                                before)
                        .page(0, count)
                        .list()));
    }

    public Optional<Version> version(RepositoryType type, ModelName name, String revision) {
        return find(type, name)
                .flatMap(row -> find(row, revision))
                .map(row -> withParts(List.of(row)).getFirst());
    }

    /** As {@link #version}, without the files, which may be many. */
    public Optional<Version> bareVersion(RepositoryType type, ModelName name, String revision) {
        return find(type, name).flatMap(row -> find(row, revision)).map(row -> of(row, List.of(), List.of()));
    }

    /** One file of a version, found without reading the others. */
    public Optional<FileEntry> file(RepositoryType type, ModelName name, String commit, String path) {
        return FileRow.<FileRow>find(
                        "version.repository.type = ?1 and version.repository.namespace = ?2"
                                + " and version.repository.name = ?3 and version.commit = ?4 and version.deletedAt is null and path = ?5",
                        type.toString(),
                        name.namespace(),
                        name.name(),
                        commit,
                        path)
                .firstResultOptional()
                .map(FileRow::entry);
    }

    public static Optional<RepositoryRow> find(RepositoryType type, ModelName name) {
        return RepositoryRow.<RepositoryRow>find(
                        "type = ?1 and namespace = ?2 and name = ?3 and latest > 0",
                        type.toString(),
                        name.namespace(),
                        name.name())
                .firstResultOptional();
    }

    public static Optional<VersionRow> find(RepositoryRow repository, String revision) {
        return switch (Revision.parse(revision)) {
            case Revision.Latest() -> number(repository, repository.latest);
            case Revision.Numbered(int number) -> number(repository, number);
            case Revision.Alias(String alias) ->
                AliasRow.<AliasRow>find("repository = ?1 and alias = ?2", repository, alias)
                        .firstResultOptional()
                        .map(row -> row.version);
            case Revision.Commit(String prefix) -> commit(repository, prefix);
        };
    }

    public static Optional<VersionRow> number(RepositoryRow repository, int number) {
        return VersionRow.<VersionRow>find("repository = ?1 and number = ?2 and deletedAt is null", repository, number)
                .firstResultOptional();
    }

    private static Optional<VersionRow> commit(RepositoryRow repository, String prefix) {
        List<VersionRow> found = VersionRow.<VersionRow>find(
                        "repository = ?1 and commit like ?2 and deletedAt is null", repository, prefix + "%")
                .page(0, 2)
                .list();
        if (found.size() > 1) {
            throw Problem.invalid(
                    "Ambiguous commit", "more than one commit of " + repository.modelName() + " begins with " + prefix);
        }
        return found.stream().findFirst();
    }

    public static Repository repository(RepositoryRow row, List<AliasRow> rows) {
        SortedMap<String, Integer> aliases = new TreeMap<>();
        rows.forEach(alias -> aliases.put(alias.alias, alias.version.number));
        return new Repository(row.type(), row.modelName(), row.latest, aliases, row.updatedAt);
    }

    public static List<Version> withParts(List<VersionRow> rows) {
        List<FileRow> files = FileRow.list("version in ?1 order by path", rows);
        Map<Long, List<FileEntry>> entries = files.stream()
                .collect(Collectors.groupingBy(
                        file -> file.version.id, Collectors.mapping(FileRow::entry, Collectors.toList())));
        List<EdgeRow> edges = EdgeRow.list(
                "from EdgeRow e join fetch e.parent p join fetch p.repository where e.child in ?1 order by e.id", rows);
        Map<Long, List<Parent>> parents = edges.stream()
                .collect(Collectors.groupingBy(
                        edge -> edge.child.id, Collectors.mapping(EdgeRow::toParent, Collectors.toList())));
        return rows.stream()
                .map(row -> of(row, entries.getOrDefault(row.id, List.of()), parents.getOrDefault(row.id, List.of())))
                .toList();
    }

    public static Version of(VersionRow row, List<FileEntry> files, List<Parent> parents) {
        return new Version(
                row.repository.type(),
                row.repository.modelName(),
                row.number,
                row.commit,
                new Digest(row.digest),
                row.kind == null ? null : Kind.of(row.kind),
                row.task == null ? null : Task.of(row.task),
                row.message,
                parents,
                metrics(row.metrics),
                files,
                row.createdAt,
                List.of(row.tags),
                row.signature == null ? null : read(row.signature, Signature.class),
                row.origin == null ? null : read(row.origin, Origin.class));
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an unreadable " + type.getSimpleName() + " in the database", e);
        }
    }

    private static SortedMap<String, Double> metrics(String json) {
        try {
            return Json.MAPPER.readValue(json, new TypeReference<TreeMap<String, Double>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable metrics in the database", e);
        }
    }
}
