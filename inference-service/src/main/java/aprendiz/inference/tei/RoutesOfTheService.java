package aprendiz.inference.tei;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Where the body or a setting names the model. */
@Path("/")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RoutesOfTheService extends Routes {

    private static final int UNHEALTHY = 503;

    private final SmallRyeHealthReporter health;

    RoutesOfTheService(Desk desk, SmallRyeHealthReporter health) {
        super(desk);
        this.health = health;
    }

    @GET
    @Path("health")
    public Response health() {
        return Response.status(health.getReadiness().isDown() ? UNHEALTHY : Response.Status.OK.getStatusCode())
                .build();
    }
}
