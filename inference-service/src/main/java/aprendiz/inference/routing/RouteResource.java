package aprendiz.inference.routing;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Who answers the requests for a model's champion. */
@Path("/v1/routes")
@RunOnVirtualThread
public class RouteResource {

    private final Routes routes;

    RouteResource(Routes routes) {
        this.routes = routes;
    }

    @GET
    public List<LiveRoute.View> list() {
        return routes.views();
    }

    @GET
    @Path("{namespace}/{name}")
    public LiveRoute.View show(@PathParam("namespace") String namespace, @PathParam("name") String name) {
        return routes.view(new ModelName(namespace, name));
    }

    @PUT
    @Path("{namespace}/{name}")
    @Consumes(MediaType.WILDCARD)
    public LiveRoute.View put(@PathParam("namespace") String namespace, @PathParam("name") String name, byte[] body) {
        return routes.put(new ModelName(namespace, name), Json.parse(body, "the body", Route.class));
    }

    @DELETE
    @Path("{namespace}/{name}")
    public void remove(@PathParam("namespace") String namespace, @PathParam("name") String name) {
        routes.remove(new ModelName(namespace, name));
    }
}
