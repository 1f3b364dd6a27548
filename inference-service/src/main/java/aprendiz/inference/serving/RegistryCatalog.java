package aprendiz.inference.serving;

import aprendiz.model.ModelName;
import aprendiz.model.RepositoryType;
import aprendiz.model.catalog.Version;
import aprendiz.registry.client.RegistryClient;
import java.nio.file.Path;

/** The registry, over HTTP. */
record RegistryCatalog(RegistryClient registry) implements Catalog {

    @Override
    public Version version(ModelName model, String revision) {
        return registry.version(RepositoryType.MODEL, model, revision);
    }

    @Override
    public Path fetch(Version version, Path folder) {
        return registry.fetch(RepositoryType.MODEL, version, folder);
    }
}
