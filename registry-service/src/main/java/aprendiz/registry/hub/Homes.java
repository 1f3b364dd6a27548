package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.registry.access.Door;
import aprendiz.registry.commits.Commits;
import aprendiz.registry.commits.Home;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Finds what a Hub client names, or refuses in the Hub's words. What the caller may not see is not there. */
@ApplicationScoped
class Homes {

    /** A file and the commit that it is of. */
    record Located(String commit, FileEntry file) {}

    private final Commits commits;
    private final Door.Visitor visitor;

    Homes(Commits commits, Door.Visitor visitor) {
        this.commits = commits;
        this.visitor = visitor;
    }

    static RepositoryType type(String plural) {
        return plural.equals("models") ? RepositoryType.MODEL : RepositoryType.DATASET;
    }

    Home find(String plural, String namespace, String name) {
        return find(type(plural), namespace, name);
    }

    Home find(RepositoryType type, String namespace, String name) {
        Home home = lookUp(type, namespace, name);
        if (home == null || !visitor.identity().mayRead(namespace, home.closed())) {
            throw HubProblem.noRepository(type, namespace + "/" + name);
        }
        return home;
    }

    private Home lookUp(RepositoryType type, String namespace, String name) {
        try {
            return commits.find(type, new ModelName(namespace, name)).orElse(null);
        } catch (Problem e) {
            return null;
        }
    }

    /** A file by all that names it, in one transaction. */
    @Transactional
    Located locate(RepositoryType type, String namespace, String name, String revision, String path) {
        Home home = find(type, namespace, name);
        String commit = oid(home, revision);
        return new Located(commit, file(home, commit, path));
    }

    String oid(Home home, String revision) {
        return commits.oid(home, revision).orElseThrow(() -> HubProblem.noRevision(home.name(), revision));
    }

    boolean has(Home home, String oid, String path) {
        return commits.file(home, oid, path).isPresent();
    }

    FileEntry file(Home home, String oid, String path) {
        return commits.file(home, oid, path).orElseThrow(() -> HubProblem.noEntry(home.name(), oid, path));
    }
}
