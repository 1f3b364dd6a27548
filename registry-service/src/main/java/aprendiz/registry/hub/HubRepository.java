package aprendiz.registry.hub;

import aprendiz.model.FileEntry;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.catalog.Catalog;

/** A repository as a Hub client names it, looked up in the catalog or refused in the Hub's words. */
record HubRepository(Catalog catalog, RepositoryType type, ModelName name) {

    static HubRepository of(Catalog catalog, RepositoryType type, String namespace, String name) {
        try {
            return new HubRepository(catalog, type, new ModelName(namespace, name));
        } catch (Problem e) {
            throw HubProblem.noRepository(type, namespace + "/" + name);
        }
    }

    /** The version with its files. */
    Version version(String revision) {
        return catalog.version(type, name, revision).orElseThrow(() -> missing(revision));
    }

    String commit(String revision) {
        return catalog.bareVersion(type, name, revision)
                .orElseThrow(() -> missing(revision))
                .commit();
    }

    FileEntry file(String commit, String path) {
        return catalog.file(type, name, commit, path).orElseThrow(() -> HubProblem.noEntry(name, commit, path));
    }

    private HubProblem missing(String revision) {
        return catalog.repository(type, name).isPresent()
                ? HubProblem.noRevision(name, revision)
                : HubProblem.noRepository(type, name.toString());
    }
}
