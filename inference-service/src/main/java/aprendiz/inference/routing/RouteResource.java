package aprendiz.inference.routing;

import aprendiz.inference.asking.Bodies;
import aprendiz.model.Json;
import aprendiz.model.ModelName;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;

/** Who answers the requests for a model's champion. */
@Path("/v1/routes")
@RunOnVirtualThread
public class RouteResource {

    private final Routes routes;
    private final Bodies bodies;

    RouteResource(Routes routes, Bodies bodies) {
        this.routes = routes;
        this.bodies = bodies;
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
    public LiveRoute.View put(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @Context HttpServerRequest http,
            InputStream body) {
        Route route = Json.parse(bodies.small(http, body), "the body", Route.class);
        return routes.put(new ModelName(namespace, name), route);
    }

    @DELETE
    @Path("{namespace}/{name}")
    public void remove(@PathParam("namespace") String namespace, @PathParam("name") String name) {
        routes.remove(new ModelName(namespace, name));
    }
}
