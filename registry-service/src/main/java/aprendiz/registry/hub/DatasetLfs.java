package aprendiz.registry.hub;

import aprendiz.model.RepositoryType;
import aprendiz.registry.blobs.Blobs;
import aprendiz.registry.commits.Possession;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;

/** Large files of data sets. */
@Path("/datasets/{ns}/{name}.git/info/lfs/objects")
@RunOnVirtualThread
public class DatasetLfs extends LfsRoutes {
    DatasetLfs(Homes homes, Possession possession, Blobs blobs, Tickets tickets, HubSettings settings) {
        super(RepositoryType.DATASET, homes, possession, blobs, tickets, settings);
    }
}
