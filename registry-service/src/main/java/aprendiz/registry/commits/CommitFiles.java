package aprendiz.registry.commits;

import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.registry.publishing.PushedFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Gives the files of a pushed commit to who publishes it as a version. */
@ApplicationScoped
class CommitFiles implements PushedFiles {

    private final Commits commits;

    CommitFiles(Commits commits) {
        this.commits = commits;
    }

    @Override
    public List<FileEntry> of(RepositoryType type, ModelName name, String revision) {
        Home home = commits.find(type, name)
                .orElseThrow(
                        () -> Problem.notFound("No such repository", "there is no " + type + " " + name + " here"));
        String oid = commits.oid(home, revision)
                .orElseThrow(() -> Problem.notFound(
                        "No such commit", "there is no revision " + Problem.quoted(revision) + " of " + name));
        List<FileEntry> files = commits.files(home, oid);
        if (files.isEmpty()) {
            throw Problem.invalid("Nothing to publish", "commit " + oid + " of " + name + " has no files");
        }
        return files;
    }
}
