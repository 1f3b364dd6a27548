package aprendiz.registry.commits;

import aprendiz.model.Problem;
import aprendiz.registry.catalog.AliasRow;
import aprendiz.registry.catalog.RepositoryRow;
import aprendiz.registry.catalog.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The names of commits: branches and tags of Hub clients, aliases and the numbers of versions. */
@ApplicationScoped
@Transactional
public class References {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._/-]{0,198}[A-Za-z0-9_])?");

    public record Reference(String name, String oid) {}

    /** @param branches what moves: {@code main}, other branches, aliases; {@code tags} stay: numbers, tags */
    public record All(List<Reference> branches, List<Reference> tags) {}

    public All all(Home home) {
        List<Reference> branches = new ArrayList<>();
        BranchRow.<BranchRow>list(
                        "repository.id = ?1 order by case when name = 'main' then 0 else 1 end, name", home.id())
                .forEach(row -> branches.add(new Reference(row.name, row.head)));
        AliasRow.<AliasRow>list(
                        "from AliasRow a join fetch a.version where a.repository.id = ?1 order by alias", home.id())
                .forEach(row -> branches.add(new Reference(row.alias, row.version.commit)));
        List<Reference> tags = new ArrayList<>();
        CommitRow.<CommitRow>list(
                        "from CommitRow c join fetch c.version v where c.repository.id = ?1 order by v.number desc",
                        home.id())
                .forEach(row -> tags.add(new Reference(Integer.toString(row.version.number), row.oid)));
        TagRow.<TagRow>list("repository.id = ?1 order by name", home.id())
                .forEach(row -> tags.add(new Reference(row.name, row.target)));
        return new All(branches, tags);
    }

    /** @throws Problem of kind CONFLICT if the name is taken */
    public void addBranch(Home home, String name, String oid) {
        BranchRow row = new BranchRow();
        row.repository = free(home, name);
        row.name = name;
        row.head = oid;
        row.persist();
    }

    /** @throws Problem of kind CONFLICT if the name is taken */
    public void addTag(Home home, String name, String oid, String message) {
        TagRow row = new TagRow();
        row.repository = free(home, name);
        row.name = name;
        row.target = oid;
        row.message = message;
        row.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.persist();
    }

    /** Points the branch elsewhere, wherever it was. */
    public void moveBranch(Home home, String name, String oid) {
        Branches.lock(home);
        BranchRow.update("head = ?1 where repository.id = ?2 and name = ?3", oid, home.id(), name);
    }

    /** Takes the name away; its commits stay. */
    public boolean deleteBranch(Home home, String name) {
        if (name.equals(Revision.MAIN)) {
            throw Problem.refused("Main stays", "the branch main cannot be deleted");
        }
        return BranchRow.delete("repository.id = ?1 and name = ?2", home.id(), name) > 0;
    }

    public boolean deleteTag(Home home, String name) {
        return TagRow.delete("repository.id = ?1 and name = ?2", home.id(), name) > 0;
    }

    private static RepositoryRow free(Home home, String name) {
        if (!NAME.matcher(name).matches()
                || name.contains("..")
                || name.contains("//")
                || !(Revision.parse(name) instanceof Revision.Alias)
                || name.startsWith("refs/")) {
            throw Problem.invalid(
                    "Bad name",
                    Problem.quoted(name)
                            + " cannot name a branch or tag: it must have 1 to 200 letters, digits, '.', '_',"
                            + " '-' or '/', and look neither like a version's number nor like a commit");
        }
        RepositoryRow repository = Branches.lock(home);
        boolean taken = BranchRow.count("repository = ?1 and name = ?2", repository, name) > 0
                || TagRow.count("repository = ?1 and name = ?2", repository, name) > 0
                || AliasRow.count("repository = ?1 and alias = ?2", repository, name) > 0;
        if (taken) {
            throw Problem.conflict(
                    "Name taken", "'" + name + "' is a branch, a tag or an alias of " + home.name() + " already");
        }
        return repository;
    }
}
