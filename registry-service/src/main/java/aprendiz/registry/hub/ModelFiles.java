package aprendiz.registry.hub;

import aprendiz.model.RepositoryType;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.catalog.Catalog;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;

/** Files of models: R3 to R5. */
@Path("/{ns}/{name}")
@RunOnVirtualThread
public class ModelFiles extends FileRoutes {
    ModelFiles(Catalog catalog, Blobs blobs) {
        super(catalog, blobs, RepositoryType.MODEL);
    }
}
