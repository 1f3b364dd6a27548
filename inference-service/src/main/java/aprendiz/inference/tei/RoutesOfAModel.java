package aprendiz.inference.tei;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Where the path names the model: to a client, the address of a model is a server of its own. */
@Path("/models/{namespace}/{name}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RoutesOfAModel extends Routes {

    RoutesOfAModel(Desk desk) {
        super(desk);
    }
}
