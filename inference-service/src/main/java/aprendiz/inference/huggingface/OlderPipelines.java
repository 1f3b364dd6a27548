package aprendiz.inference.huggingface;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** The same as older clients call it. */
@Path("/pipeline/{task}/{namespace}/{name}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OlderPipelines {

    private final Pipelines pipelines;

    OlderPipelines(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    @POST
    public Response ask(
            @PathParam("task") String task,
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @QueryParam("revision") String revision,
            @Context HttpServerRequest http,
            InputStream body) {
        return pipelines.ask(namespace, name, task, revision, http, body);
    }
}
