package aprendiz.registry.hub;

import aprendiz.model.RepositoryType;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.commits.Possession;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;

/** Large files of models. */
@Path("/{ns}/{name}.git/info/lfs/objects")
@RunOnVirtualThread
public class ModelLfs extends LfsRoutes {
    ModelLfs(Homes homes, Possession possession, Blobs blobs, Tickets tickets, HubSettings settings) {
        super(RepositoryType.MODEL, homes, possession, blobs, tickets, settings);
    }
}
