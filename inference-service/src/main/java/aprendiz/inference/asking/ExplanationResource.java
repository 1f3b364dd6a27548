package aprendiz.inference.asking;

import aprendiz.model.Json;
import aprendiz.model.ModelName;
import aprendiz.model.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** {@code POST /v1/models/{namespace}/{name}/explanation}: which words of a text speak for its label? */
@Path("/v1/models/{namespace}/{name}/explanation")
public class ExplanationResource {

    private final Inference inference;
    private final Callers callers;
    private final Bodies bodies;

    ExplanationResource(Inference inference, Callers callers, Bodies bodies) {
        this.inference = inference;
        this.callers = callers;
        this.bodies = bodies;
    }

    /** @param label null for the one that the model finds best */
    public record Request(String text, String label) {
        public Request {
            if (text == null || text.isBlank()) {
                throw Problem.invalid("Bad request", "text: is missing or empty");
            }
        }
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RunOnVirtualThread
    public Response explain(
            @PathParam("namespace") String namespace,
            @PathParam("name") String name,
            @QueryParam("revision") @DefaultValue("champion") String revision,
            @Context HttpServerRequest http,
            InputStream body) {
        var call = callers.begin(http);
        return bodies.within(http, body, bytes -> {
            Request request = Json.parse(bytes, "the body", Request.class);
            Explain query = new Explain(List.of(request.text()), Optional.ofNullable(request.label()));
            Reply<Explanation> reply = inference.ask(call, new ModelName(namespace, name), revision, query);
            return Callers.signed(Response.ok(reply.all().getFirst()), reply, call)
                    .build();
        });
    }
}
