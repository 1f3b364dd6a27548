package aprendiz.registry.commits;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Every commit that there is, pushed or published, by every way to name it. Reading only. */
@ApplicationScoped
@Transactional
public class Commits {

    /** An alias comes before a branch, a branch before a tag. */
    private static final String NAMED = """
            select oid from (
                select 1 as rank, v.commit as oid from alias a join version v on v.id = a.version_id
                where a.repository_id = :home and a.alias = :word
                union all select 2, head from branch where repository_id = :home and name = :word
                union all select 3, target from tag where repository_id = :home and name = :word) as named
            order by rank limit 1""";

    private static final String WALK = """
            with recursive walk (id, parent, step) as (
                select id, parent, 0 from commit where repository_id = :home and oid = :oid
                union all
                select c.id, c.parent, walk.step + 1
                from walk join commit c on c.repository_id = :home and c.oid = walk.parent where walk.step < :most)
            """;

    private final EntityManager entities;

    Commits(EntityManager entities) {
        this.entities = entities;
    }

    public Optional<Home> find(RepositoryType type, ModelName name) {
        return RepositoryRow.<RepositoryRow>find(
                        "type = ?1 and namespace = ?2 and name = ?3", type.toString(), name.namespace(), name.name())
                .firstResultOptional()
                .map(Home::of);
    }

    /** The commit that a revision means: a branch, a tag, an alias, the number of a version, a commit or its beginning. */
    public Optional<String> oid(Home home, String revision) {
        return switch (Revision.parse(revision)) {
            case Revision.Latest() -> head(home, Revision.MAIN);
            case Revision.Numbered(int number) ->
                one(entities.createNativeQuery(
                                "select commit from version where repository_id = :home and number = :number"
                                        + " and deleted_at is null",
                                String.class)
                        .setParameter("home", home.id())
                        .setParameter("number", number)
                        .getResultList());
            case Revision.Alias(String word) ->
                one(entities.createNativeQuery(NAMED, String.class)
                        .setParameter("home", home.id())
                        .setParameter("word", word)
                        .getResultList());
            case Revision.Commit(String prefix) -> beginning(home, prefix);
        };
    }

    /** Where a branch is at; an alias is none. */
    public Optional<String> head(Home home, String branch) {
        return BranchRow.<BranchRow>find("repository.id = ?1 and name = ?2", home.id(), branch)
                .firstResultOptional()
                .map(row -> row.head);
    }

    private Optional<String> beginning(Home home, String prefix) {
        List<String> found = prefix.length() == 40
                ? entities.createQuery("select oid from CommitRow where repository.id = ?1 and oid = ?2", String.class)
                        .setParameter(1, home.id())
                        .setParameter(2, prefix)
                        .getResultList()
                : entities.createQuery(
                                "select oid from CommitRow where repository.id = ?1 and oid like ?2", String.class)
                        .setParameter(1, home.id())
                        .setParameter(2, prefix + "%")
                        .setMaxResults(2)
                        .getResultList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    public Optional<Commit> commit(Home home, String oid) {
        return CommitRow.<CommitRow>find(
                        "from CommitRow c left join fetch c.version where c.repository.id = ?1 and c.oid = ?2",
                        home.id(),
                        oid)
                .firstResultOptional()
                .map(CommitRow::commit);
    }

    /** Every file of a commit, sorted by path. */
    public List<FileEntry> files(Home home, String oid) {
        return entries("select path, size, sha256 from tree where repository_id = ?1 and oid = ?2", home.id(), oid)
                .stream()
                .sorted((a, b) -> a.path().compareTo(b.path()))
                .toList();
    }

    /** One file of a commit, found without reading the others. */
    public Optional<FileEntry> file(Home home, String oid, String path) {
        return entries(
                        "select path, size, sha256 from tree where repository_id = ?1 and oid = ?2 and path = ?3",
                        home.id(),
                        oid,
                        path)
                .stream()
                .findFirst();
    }

    /** A commit and those before it, the newest first. */
    public List<Commit> history(Home home, String oid, int skip, int count) {
        @SuppressWarnings("unchecked") // a native query of one bigint column
        List<Long> ids = entities.createNativeQuery(
                        WALK + "select id from walk order by step offset :skip limit :count", Long.class)
                .setParameter("home", home.id())
                .setParameter("oid", oid)
                .setParameter("most", skip + count)
                .setParameter("skip", skip)
                .setParameter("count", count)
                .getResultList();
        List<CommitRow> rows = CommitRow.list("from CommitRow c left join fetch c.version where c.id in ?1", ids);
        return rows.stream()
                .sorted((a, b) -> Integer.compare(ids.indexOf(a.id), ids.indexOf(b.id)))
                .map(CommitRow::commit)
                .toList();
    }

    /** How many commits {@link #history} has in all. */
    public int depth(Home home, String oid) {
        Number count = (Number) entities.createNativeQuery(WALK + "select count(*) from walk", Long.class)
                .setParameter("home", home.id())
                .setParameter("oid", oid)
                .setParameter("most", Integer.MAX_VALUE)
                .getSingleResult();
        return count.intValue();
    }

    private List<FileEntry> entries(String sql, Object... parameters) {
        var query = entities.createNativeQuery(sql, Object[].class);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        @SuppressWarnings("unchecked") // a native query of three columns
        List<Object[]> rows = query.getResultList();
        return rows.stream()
                .map(row -> new FileEntry((String) row[0], ((Number) row[1]).longValue(), new Digest((String) row[2])))
                .toList();
    }

    private static Optional<String> one(List<?> found) {
        return found.stream().findFirst().map(String.class::cast);
    }
}
