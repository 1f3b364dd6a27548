package aprendiz.registry.hub;

import aprendiz.model.RepositoryType;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.blobs.Damage;
import aprendiz.registry.signing.Signatures;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;

/** Files of models: R3 to R5. */
@Path("/{ns}/{name}")
@RunOnVirtualThread
public class ModelFiles extends FileRoutes {
    ModelFiles(Homes homes, Blobs blobs, Damage damage, Signatures signatures) {
        super(homes, blobs, damage, signatures, RepositoryType.MODEL);
    }
}
