package aprendiz.registry.comparing;

import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.access.Identity;
import aprendiz.registry.catalog.Catalog;
import aprendiz.registry.catalog.CatalogResource;
import aprendiz.registry.catalog.VersionRow;
import java.util.List;

/** One of the two versions that are looked at. */
record Subject(VersionRow row, Version version) {

    /**
     * Finds it.
     *
     * @param field whose fault it is if there is none
     * @param label {@code namespace/name}, perhaps with {@code @revision}
     */
    static Subject find(RepositoryType type, String field, String label, Identity caller) {
        if (label == null) {
            throw Problem.invalid("Two versions, please", field + ": say namespace/name@revision");
        }
        int at = label.indexOf('@');
        ModelName name = ModelName.of(at < 0 ? label : label.substring(0, at));
        String revision = at < 0 ? "main" : label.substring(at + 1);
        VersionRow row = Catalog.find(type, name)
                .filter(repository -> caller.mayRead(repository.namespace, repository.closed))
                .flatMap(repository -> Catalog.find(repository, revision))
                .orElseThrow(() -> CatalogResource.noRevision(name, revision));
        return new Subject(row, Catalog.withParts(List.of(row)).getFirst());
    }

    /** Without its files. */
    Version bare() {
        return Catalog.of(row, List.of(), version.parents());
    }
}
