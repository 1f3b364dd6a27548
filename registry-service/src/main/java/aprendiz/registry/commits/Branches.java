package aprendiz.registry.commits;

import aprendiz.model.Digest;
import aprendiz.model.FileEntry;
import aprendiz.model.Problem;
import aprendiz.model.catalog.Version;
import aprendiz.registry.RegistrySettings;
import aprendiz.registry.catalog.RepositoryRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds commits to branches, one after the other: the repository's row is locked. */
@ApplicationScoped
@Transactional
public class Branches {

    private final Commits commits;
    private final RegistrySettings settings;

    Branches(Commits commits, RegistrySettings settings) {
        this.commits = commits;
        this.settings = settings;
    }

    /**
     * Adds a commit. What changes nothing adds none, and a push that was made already, on the same parent, is not made
     * again: both answer with the commit that is there.
     *
     * @throws Problem of kind CONFLICT if the branch is not at the parent that the push names; NOT_FOUND if there is no
     *     such branch or nothing where something is to be deleted; INVALID if a path is a file and a folder at once
     */
    public String push(Home home, String branch, Push push) {
        RepositoryRow repository = lock(home);
        BranchRow row = BranchRow.<BranchRow>find("repository = ?1 and name = ?2", repository, branch)
                .firstResultOptional()
                .orElseThrow(() -> Problem.notFound(
                        "No such branch",
                        "there is no branch " + Problem.quoted(branch) + " of " + home.name()
                                + "; create it first, or push to main"));
        boolean expected = push.parent() == null || push.parent().equals(row.head);
        if (!expected && !isMade(home, row.head, push)) {
            throw Problem.conflict(
                    "Branch moved",
                    "branch " + branch + " of " + home.name() + " is at commit " + row.head + ", not at "
                            + push.parent() + ": a commit has come since; look at it and push again");
        }
        SortedMap<String, FileEntry> before = tree(home, row.head);
        SortedMap<String, FileEntry> after = expected ? apply(before, push) : before;
        if (after.equals(before)) {
            return row.head;
        }
        check(after.values());
        row.head = write(repository, row.head, push, after.values());
        repository.updatedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return row.head;
    }

    /** The branch that a new repository begins with, at a commit without files. */
    void begin(RepositoryRow repository, String author) {
        BranchRow row = new BranchRow();
        row.repository = repository;
        row.name = "main";
        row.head = write(repository, null, new Push("initial commit", "", author, null, List.of()), List.of());
        row.persist();
    }

    private boolean isMade(Home home, String head, Push push) {
        CommitRow last = CommitRow.<CommitRow>find("repository.id = ?1 and oid = ?2", home.id(), head)
                .singleResult();
        return push.parent().equals(last.parent)
                && push.title().equals(last.title)
                && apply(tree(home, push.parent()), push).equals(tree(home, head));
    }

    private SortedMap<String, FileEntry> tree(Home home, String oid) {
        SortedMap<String, FileEntry> tree = new TreeMap<>();
        commits.files(home, oid).forEach(file -> tree.put(file.path(), file));
        return tree;
    }

    private static SortedMap<String, FileEntry> apply(SortedMap<String, FileEntry> before, Push push) {
        SortedMap<String, FileEntry> after = new TreeMap<>(before);
        push.changes().forEach(change -> change.apply(after));
        return after;
    }

    private void check(Collection<FileEntry> files) {
        if (files.size() > settings.maxFiles()) {
            throw Problem.invalid(
                    "Too many files",
                    files.size() + " files; a commit may have " + settings.maxFiles() + ", pack some together");
        }
        String last = null;
        SortedMap<String, FileEntry> all = new TreeMap<>();
        files.forEach(file -> all.put(file.path() + "/", file));
        for (String path : all.keySet()) {
            if (last != null && path.startsWith(last)) {
                throw Problem.invalid(
                        "File and folder",
                        Problem.quoted(last.substring(0, last.length() - 1)) + " is a file and a folder at once");
            }
            last = path;
        }
    }

    private static String write(RepositoryRow repository, String parent, Push push, Collection<FileEntry> files) {
        CommitRow row = new CommitRow();
        row.repository = repository;
        row.parent = parent;
        row.title = push.title();
        row.description = push.description();
        row.author = push.author();
        row.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        row.oid = oid(row, files);
        row.persist();
        files.forEach(file -> {
            CommitFileRow one = new CommitFileRow();
            one.commit = row;
            one.path = file.path();
            one.size = file.size();
            one.sha256 = file.sha256().hex();
            one.persist();
        });
        return row.oid;
    }

    /** Like git: over the tree, the parent, who, when and why. */
    private static String oid(CommitRow row, Collection<FileEntry> files) {
        String text = "tree " + Version.digestOf(List.copyOf(files)) + "\nparent " + row.parent + "\nauthor "
                + row.author + " " + row.createdAt + "\n\n" + row.title + "\n\n" + row.description;
        return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 40);
    }

    static RepositoryRow lock(Home home) {
        return RepositoryRow.<RepositoryRow>find("id", home.id())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .orElseThrow(() -> Problem.notFound("Repository gone", home.name() + " has just been deleted"));
    }
}
